namespace Workflow.Forums.Wording;

/// <summary>The words of dates, sentences and bodies in the papers' language.</summary>
internal sealed record WordingData
{
    public static WordingData Current { get; } =
        EmbeddedData.Read<WordingData>(typeof(WordingData).Assembly, "wording.da.json");

    public required IReadOnlyList<string> Months { get; init; }

    public required IReadOnlyList<string> MonthShort { get; init; }

    /// <summary>From Sunday on, as <see cref="DayOfWeek"/> counts.</summary>
    public required IReadOnlyList<string> Weekdays { get; init; }

    public required IReadOnlyList<string> DayMarks { get; init; }

    public required IReadOnlyList<string> ClockMarks { get; init; }

    /// <summary>Words whose full stop ends no sentence.</summary>
    public required IReadOnlyList<string> Abbreviations { get; init; }

    /// <summary>Words after which a capitalised name is that of a body.</summary>
    public required IReadOnlyList<string> MeetingLinks { get; init; }

    public required IReadOnlyList<string> BodyKinds { get; init; }
}
