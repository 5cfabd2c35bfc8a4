namespace LeadershipBot.Domain.Practices;

/// <summary>What the Organisation Data Service says of a practice's life. Source: ODS, epraccur, field 13.</summary>
public enum PracticeStatus
{
    /// <summary>A: open.</summary>
    Active,

    /// <summary>C: closed.</summary>
    Closed,

    /// <summary>D: not closed, but without patients or prescribing.</summary>
    Dormant,

    /// <summary>P: not open yet.</summary>
    Proposed,
}

/// <summary>A practice as the bot keeps it: public data of the NHS, no person's.</summary>
/// <param name="Code">Its ODS code.</param>
/// <param name="Name">Its name as published, usually in capitals.</param>
/// <param name="Town">The town, for telling practices of one name apart; empty if unknown.</param>
/// <param name="Postcode">Empty if unknown.</param>
/// <param name="Commissioner">The code of its commissioner (a CCG then, an ICB now); empty if unknown.</param>
/// <param name="OpenedOn">Null if unknown.</param>
/// <param name="Details">What only the full layout tells.</param>
public sealed record Practice(OdsCode Code, string Name, string Town, string Postcode, string Commissioner, DateOnly? OpenedOn, PracticeDetails Details)
{
    /// <summary>When a file of the whole country named it no longer; null while one does.</summary>
    public DateTimeOffset? LeftAt { get; init; }

    /// <summary>Whether it is an open GP practice, so that members can belong to it.</summary>
    public bool IsOpenGpPractice => LeftAt is null && Details is { Status: PracticeStatus.Active, PrescribingSetting: PracticeDetails.GpPractice };
}

/// <summary>What the short layout doesn't tell of a practice.</summary>
/// <param name="Address">The address without the postcode.</param>
/// <param name="ClosedOn">Null while it isn't closed.</param>
/// <param name="Status">Whether it is open.</param>
/// <param name="PrescribingSetting">4 for a GP practice; others are clinics, prisons and so on. Null if unknown. Source: ODS, epraccur, field 26.</param>
public sealed record PracticeDetails(PracticeAddress Address, DateOnly? ClosedOn, PracticeStatus Status, int? PrescribingSetting)
{
    /// <summary>The prescribing setting of a GP practice.</summary>
    public const int GpPractice = 4;

    /// <summary>What is true of a practice in the short layout, which lists active GP practices.</summary>
    public static PracticeDetails ActiveGpPractice { get; } = new(PracticeAddress.Unknown, null, PracticeStatus.Active, GpPractice);
}

/// <summary>The five lines of an address, each empty where it isn't used, also between used ones.</summary>
public sealed record PracticeAddress(string Line1, string Line2, string Line3, string Line4, string Line5)
{
    /// <summary>No line at all.</summary>
    public static PracticeAddress Unknown { get; } = new("", "", "", "", "");

    /// <summary>The lines in their order.</summary>
    public IReadOnlyList<string> Lines => [Line1, Line2, Line3, Line4, Line5];

    /// <summary>The last line that is used and no county, if more than one line stands before it; empty where there is no line.</summary>
    public string Town
    {
        get
        {
            var used = Lines.Where(line => line.Length > 0).ToList();
            if (used.Count == 0)
                return "";
            return used.Count > 2 && Counties.Contains(used[^1]) ? used[^2] : used[^1];
        }
    }
}
