using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Workflow.Runtime.Storage.Raw;

/// <summary>The tables of the model, each made when it is first asked for.</summary>
internal sealed class TableMaps(IModel model)
{
    private readonly System.Collections.Concurrent.ConcurrentDictionary<Type, ITableMap> _maps = new();

    public TableMap<TRow> Of<TRow>()
        where TRow : class, new() =>
        (TableMap<TRow>)_maps.GetOrAdd(typeof(TRow), type => new TableMap<TRow>(model.FindEntityType(type)!));
}
