namespace LeadershipBot.Domain.Practices;

/// <summary>What one line of a file says of a practice. Parameters as in <see cref="Practice"/>.</summary>
/// <param name="Details">Null where the file's layout doesn't tell them.</param>
public sealed record PracticeEntry(OdsCode Code, string Name, string Town, string Postcode, string Commissioner, DateOnly? OpenedOn, PracticeDetails? Details)
{
    /// <summary>The practice after this entry: what the entry doesn't tell stays as it was.</summary>
    /// <param name="existing">The practice as it is kept; null for a new one.</param>
    public Practice ApplyTo(Practice? existing)
        => new(
            Code,
            Name,
            KnowsBetter(existing) ? existing!.Town : Town,
            Postcode,
            Commissioner,
            OpenedOn,
            Details ?? existing?.Details ?? PracticeDetails.ActiveGpPractice);

    // The short layout gives a line of the address as the town, at times the county: where the whole of the same
    // address is known, its town stays, or the two files would change it to and fro for ever.
    private bool KnowsBetter(Practice? existing)
        => Details is null && existing is not null && existing.Postcode == Postcode && existing.Details.Address.Lines.Contains(Town);
}

/// <summary>What became of one line of a file.</summary>
public abstract record PracticeLine
{
    private PracticeLine()
    {
    }

    /// <summary>The line says something of a practice.</summary>
    public sealed record Accepted(PracticeEntry Entry) : PracticeLine;

    /// <summary>The line can't be used.</summary>
    /// <param name="Column">The column that is at fault, as people find it in the file; empty for the line as a whole.</param>
    /// <param name="Reason">What is wrong with it, as the end of a sentence.</param>
    public sealed record Rejected(string Column, Refusal Reason) : PracticeLine;
}
