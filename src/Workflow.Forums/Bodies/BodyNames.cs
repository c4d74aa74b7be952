using Workflow.Forums.Papers;

namespace Workflow.Forums.Bodies;

/// <summary>Finds the body that a text means by a name.</summary>
public static class BodyNames
{
    public static BodyPhrases Phrases(Body body) =>
        new(body.Id, body.Name, body.Aliases, body.Labels.Ends, body.Labels.Refers) { Cluster = body.Cluster };

    /// <summary>A bare name is read within the cluster first, then everywhere if only one body bears it.</summary>
    public static Body? Find(BodyRegister register, string written, string? cluster)
    {
        var named = register.All.Where(body => Phrases(body).Names(written)).ToList();
        var own = named.Where(body => cluster is not null && body.Cluster == cluster).ToList();
        if (own.Count > 0)
            return own[0];
        return named.Count == 1 ? named[0] : null;
    }

    /// <summary>The body itself, or whoever has taken over from it on the day; null where nobody has.</summary>
    public static Body? InOffice(BodyRegister register, Body body, DateOnly day)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var current = body; current is not null && seen.Add(current.Id); current = Successor(register, current))
        {
            if (current.ValidTo is null || current.ValidTo >= day)
                return current;
        }

        return null;
    }

    private static Body? Successor(BodyRegister register, Body body) =>
        body.Successor is null ? null : register.Find(body.Successor);
}
