using System.Globalization;
using LeadershipBot.Domain.Applying;
using LeadershipBot.Domain.People;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Applications;

/// <summary>A release with what the store keeps beside it.</summary>
/// <param name="Who">The applicant.</param>
/// <param name="Release">The question and its answer.</param>
/// <param name="Practice">The practice's name.</param>
internal sealed record KeptRelease(MemberId Who, Release Release, string Practice)
{
    /// <summary>Of which edition of the application: an earlier one's doesn't count for the next.</summary>
    public int Edition { get; init; } = 1;

    /// <summary>The practice's code; empty where it was recorded by hand.</summary>
    public string PracticeCode { get; init; } = "";

    /// <summary>Who leads that practice and was asked; nobody where it was recorded by hand.</summary>
    public IReadOnlyList<MemberId> Asked { get; init; } = [];

    /// <summary>To whom of them, and of those who were asked before, also at another practice, the question was brought: nobody else there knows of it.</summary>
    public IReadOnlyList<MemberId> Brought { get; init; } = [];

    /// <summary>Whether those who know of it were told that it goes no further.</summary>
    public bool IsOver { get; init; }

    /// <summary>Whether what it was asked about has changed since: what it said doesn't count until it is asked again.</summary>
    public bool IsOutdated { get; init; }

    /// <summary>Whether it waits for the answer of those who lead the practice.</summary>
    public bool IsAsked => Release.State is ReleaseState.Asked && !IsOver && !IsOutdated && PracticeCode.Length > 0;

    /// <summary>Who answered, or recorded it; null until then.</summary>
    public MemberId? AnsweredBy { get; init; }

    /// <summary>Who at the practice knows of it, and waits for what becomes of it: nobody, where it said no. Whoever recorded an answer for it isn't of the practice.</summary>
    public IEnumerable<MemberId> Knowing
        => Release.State is ReleaseState.Declined ? [] : Brought.Concat(AnsweredBy is { } by && !Release.IsByHand ? [by] : Array.Empty<MemberId>()).Distinct();

    /// <summary>Whether the practice was asked here, or answered here: what becomes of it is told there.</summary>
    public bool IsOfPractice => PracticeCode.Length > 0 && (!Release.IsByHand || Brought.Any(Asked.Contains));

    /// <summary>Tells the question from an earlier one: it goes with the buttons, so that an answer counts for the words that were read.</summary>
    public string Mark => Keys.Hash(Release.AskedAt.UtcTicks.ToString(CultureInfo.InvariantCulture), Release.Terms);

    public string? ETag { get; init; }
}
