using CsCheck;
using Shouldly;
using Workflow.Forums.Links;
using Xunit;

namespace Workflow.Tests.Forums.Links;

public sealed class LinkTests
{
    private const string Key = "0123456789abcdef0123456789abcdef";

    private static readonly DateTimeOffset Now = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    private static readonly LinkGrant Grant = new(LinkPurpose.Answer, "consultation.x.1", "party", 1, Now.AddDays(30));

    [Fact]
    public void TheSameGrant_GivesTheSameToken_WhateverItsExpiry()
    {
        var token = LinkTokens.Make(Key, Grant);

        LinkTokens.Make(Key, Grant with { ExpiresAt = Now.AddDays(60), DocumentHash = "abc" }).ShouldBe(token);
        LinkTokens.IsWellFormed(token).ShouldBeTrue(token);
    }

    [Fact]
    public void AnotherPurposeSubjectPartyVersionOrKey_GivesAnotherToken()
    {
        string[] tokens =
        [
            LinkTokens.Make(Key, Grant),
            LinkTokens.Make(Key, Grant with { Purpose = LinkPurpose.Reply }),
            LinkTokens.Make(Key, Grant with { SubjectId = "consultation.x.2" }),
            LinkTokens.Make(Key, Grant with { PartyId = "other" }),
            LinkTokens.Make(Key, Grant with { Version = 2 }),
            LinkTokens.Make(Key + "0", Grant),
            LinkTokens.Make(Key, Grant with { SubjectId = "consultation.x.1|5:party", PartyId = "" }),
        ];

        tokens.Distinct().Count().ShouldBe(tokens.Length);
    }

    /// <summary>Written down once: letters that were sent must go on opening after every release.</summary>
    [Fact]
    public void AToken_IsWhatItAlwaysWas() => LinkTokens.Make(Key, Grant).ShouldBe("ioeykaofs4wicd4cga2dpnhrhy");

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaa")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    [InlineData("Aaaaaaaaaaaaaaaaaaaaaaaaaa")]
    [InlineData("a1aaaaaaaaaaaaaaaaaaaaaaaa")]
    [InlineData("../../../../etc/passwd....")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaa\n")]
    public void WhatIsNoToken_IsNotLookedUp(string? text) => LinkTokens.IsWellFormed(text).ShouldBeFalse();

    [Fact]
    public void EveryToken_IsWellFormed_AndFitsALocalPart() =>
        Gen.Select(Gen.String, Gen.String, Gen.Int).Sample((subject, party, version) =>
            LinkTokens.IsWellFormed(
                LinkTokens.Make(Key, Grant with { SubjectId = subject, PartyId = party, Version = version })));

    [Fact]
    public void ALink_IsUsable_OnlyForItsPurposeInItsTime()
    {
        var link = Stored(Grant);

        LinkRules.Check(link, LinkPurpose.Answer, 1, Now).ShouldBe(LinkState.Usable);
        LinkRules.Check(null, LinkPurpose.Answer, 1, Now).ShouldBe(LinkState.Unknown);
        LinkRules.Check(link, LinkPurpose.Approve, 1, Now).ShouldBe(LinkState.OtherPurpose);
        LinkRules.Check(link, LinkPurpose.Answer, 1, Grant.ExpiresAt).ShouldBe(LinkState.Expired);
        LinkRules.Check(link with { UsedAt = Now }, LinkPurpose.Answer, 1, Now).ShouldBe(LinkState.Used);
        LinkRules.Check(link with { RevokedAt = Now }, LinkPurpose.Answer, 1, Now).ShouldBe(LinkState.Revoked);
    }

    [Fact]
    public void AnAnswerLink_OutlivesAnExtension_AnApprovalLinkNoChangeAtAll()
    {
        LinkRules.Check(Stored(Grant), LinkPurpose.Answer, 2, Now).ShouldBe(LinkState.Usable);
        LinkRules.Check(Stored(Grant with { Version = 3 }), LinkPurpose.Answer, 2, Now).ShouldBe(LinkState.Superseded);
        var approve = Stored(Grant with { Purpose = LinkPurpose.Approve });

        LinkRules.Check(approve, LinkPurpose.Approve, 1, Now).ShouldBe(LinkState.Usable);
        LinkRules.Check(approve, LinkPurpose.Approve, 2, Now).ShouldBe(LinkState.Superseded);
    }

    private static StoredLink Stored(LinkGrant grant) => new(LinkTokens.Hash("x"), grant, Now.AddDays(-1), null, null);
}
