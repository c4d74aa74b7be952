using System.Text.Json;
using Shouldly;
using Workflow.Activities.Items;
using Workflow.Runtime;
using Xunit;

namespace Workflow.IntegrationTests.Runtime;

public sealed class StoredEnumTests
{
    [Theory]
    [InlineData("""{"itemId":"a","bodyId":"b","title":"c","access":7}""")]
    [InlineData("""{"itemId":"a","bodyId":"b","title":"c","access":"1"}""")]
    public void Read_ANumberWhereANameIsMeant_IsRefused(string json) =>
        Should.Throw<JsonException>(() => ForumJson.Read<DraftItem>(json));
}
