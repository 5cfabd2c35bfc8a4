namespace LeadershipBot.Features.Fellowships.Watching;

/// <summary>Of what people are told about a fellowship.</summary>
internal enum Note
{
    /// <summary>It waits for a yes.</summary>
    Approve,

    /// <summary>It waits for a yes since days.</summary>
    Waiting,

    /// <summary>It waits for a yes, and its closing has passed.</summary>
    TooLate,

    /// <summary>Somebody runs it from now on.</summary>
    Runs,

    /// <summary>Somebody sits on its panel from now on.</summary>
    OnPanel,

    /// <summary>Somebody neither runs it nor sits on its panel any more.</summary>
    Relieved,

    /// <summary>It was approved.</summary>
    Approved,

    /// <summary>It was sent back.</summary>
    Returned,

    /// <summary>Somebody changed it while it waited for a yes: it is a draft again.</summary>
    Reopened,

    /// <summary>It closes soon.</summary>
    Closing,

    /// <summary>Places, dates, or who pays changed.</summary>
    Changed,

    /// <summary>What a practice is asked to agree to changed: time, dates, who pays or who covers.</summary>
    Terms,

    /// <summary>Only the day of the interviews changed.</summary>
    Interview,

    /// <summary>Who runs it, or shortlists, changed.</summary>
    Deciders,

    /// <summary>It isn't offered any more.</summary>
    Withdrawn,

    /// <summary>Another organiser or chair withdrew it: for whoever runs it, and the panel.</summary>
    TeamWithdrawn,

    /// <summary>Another organiser or chair changed places or dates, or who pays: for whoever runs it.</summary>
    TeamChanged,

    /// <summary>A cycle that follows another is open: for those who asked to be kept in mind in one before, or waited for a place in vain.</summary>
    NextCycle,

    /// <summary>Somebody took a place: for the practice that released them.</summary>
    Taken,

    /// <summary>Who covers and who pays was written down, or changed.</summary>
    Covered,

    /// <summary>Somebody took a place: who covers and who pays is to be written down.</summary>
    Place,

    /// <summary>It starts soon, and who covers isn't written down for everybody.</summary>
    Cover,

    /// <summary>It starts.</summary>
    Start,

    /// <summary>A fellow says that something is needed.</summary>
    Going,

    /// <summary>A fellow was asked halfway, and once more, and hasn't said how it goes.</summary>
    Silent,

    /// <summary>A fellow hasn't said halfway how it goes, and can't be asked.</summary>
    Unasked,

    /// <summary>Applications have closed, and nobody applied: whoever runs it says how it goes on.</summary>
    NobodyApplied,

    /// <summary>Its first day has passed, and nobody has a place: whoever runs it says how it goes on.</summary>
    Unfilled,

    /// <summary>It has ended: whoever runs it confirms what came of it.</summary>
    End,

    /// <summary>Its last day has passed: fellow and practice are asked what it was worth.</summary>
    Over,

    /// <summary>Its last day passed long ago, and what came of it isn't confirmed.</summary>
    Unconfirmed,

    /// <summary>A place was completed.</summary>
    Done,

    /// <summary>What was confirmed of a place was corrected: for the fellow.</summary>
    Corrected,

    /// <summary>Fellows or practices said what it was worth.</summary>
    Surveyed,

    /// <summary>A fellow left, or gave the place up.</summary>
    Left,

    /// <summary>Before it starts, the organisation doesn't list a fellow any more, who loses the place soon: for them, too.</summary>
    Losing,

    /// <summary>While it runs, the organisation doesn't list a fellow any more.</summary>
    Unlisted,
}
