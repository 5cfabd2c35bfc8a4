using LeadershipBot.Domain.Applying;

namespace LeadershipBot.Domain.Fellowships;

/// <summary>What may still change of a fellowship once members have seen it.</summary>
public static class FellowshipChanging
{
    /// <summary>Changes what may still change once members have seen it: the number of places, and dates that are still to come; where nobody has or had a place, also the first day that has passed.</summary>
    /// <param name="fellowship">As it is.</param>
    /// <param name="places">How many places.</param>
    /// <param name="closesAt">Until when applications are taken.</param>
    /// <param name="interviewOn">The day of the interviews; null for none, or none known yet.</param>
    /// <param name="starts">The first day.</param>
    /// <param name="ends">The last day.</param>
    /// <param name="now">The moment.</param>
    public static Ruling<Fellowship> Change(this Fellowship fellowship, int places, DateTimeOffset closesAt, DateOnly? interviewOn, DateOnly starts, DateOnly ends, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(fellowship);
        if (fellowship.WithdrawnBecause is not null)
            return new Refusal(FellowshipRefusals.Withdrawn);
        if (!fellowship.IsApproved)
            return new Refusal("fellowships.refused.notApproved");
        if (places is < 1 or > FellowshipLimits.PlacesMax)
            return new Refusal("fellowships.refused.places", ("max", FellowshipDraft.Number(FellowshipLimits.PlacesMax)));
        if (places < fellowship.Places.Count(place => place.IsTaken))
            return new Refusal("fellowships.refused.fellows", ("count", FellowshipDraft.Number(fellowship.Places.Count(place => place.IsTaken))));
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        var after = fellowship.Content with { Places = places, ClosesAt = closesAt, InterviewOn = interviewOn, Starts = starts, Ends = ends };
        if (after == fellowship.Content)
            return fellowship;
        if (starts != fellowship.Content.Starts && (starts <= today || (fellowship.Content.Starts <= today && fellowship.Places.Any(place => place.IsTaken))))
            return new Refusal("fellowships.refused.started");
        if (closesAt != fellowship.Content.ClosesAt && closesAt <= now)
            return new Refusal("fellowships.refused.closesPast");
        if (ends <= starts || starts <= DateOnly.FromDateTime(closesAt.UtcDateTime) || ends < today || ends.DayNumber - starts.DayNumber > FellowshipLimits.DaysMax)
            return new Refusal("fellowships.refused.dates");
        if (interviewOn is { } day && (day < DateOnly.FromDateTime(closesAt.UtcDateTime) || day >= starts || (day != fellowship.Content.InterviewOn && day < today)))
            return new Refusal("fellowships.refused.interview");
        var due = FellowshipClock.DueOn(starts, ends, today); // what was said for the old days is said again for the new ones
        return fellowship with
        {
            Content = after,
            Places = [.. fellowship.Places.Select(place => place.IsLive && place.Told > due ? place with { Told = due } : place)],
            Revision = fellowship.Revision + 1,
            Changed = new TermsChange(fellowship.Revision + 1, now) { InterviewOffSince = interviewOn is not null ? null : fellowship.Content.InterviewOn is not null ? fellowship.Revision + 1 : fellowship.Changed?.InterviewOffSince },
            ToldClosing = fellowship.ToldClosing && closesAt == fellowship.Content.ClosesAt,
            ToldClosed = fellowship.ToldClosed && closesAt == fellowship.Content.ClosesAt,
            ToldCover = fellowship.ToldCover && starts == fellowship.Content.Starts,
            Kept = starts == fellowship.Content.Starts ? fellowship.Kept : null,
        };
    }

    /// <summary>Corrects, once members have seen it, who runs it, who shortlists, and who pays.</summary>
    /// <param name="fellowship">As it is.</param>
    /// <param name="runBy">Who runs it.</param>
    /// <param name="panel">Who shortlists; may be empty.</param>
    /// <param name="funding">How much is paid for.</param>
    /// <param name="fundedBy">Who pays, as typed.</param>
    /// <param name="now">When.</param>
    /// <param name="today">The date where whoever corrects it is, for the rule of no patient data.</param>
    public static Ruling<Fellowship> Correct(this Fellowship fellowship, Person runBy, IReadOnlyList<Person> panel, Funding funding, string fundedBy, DateTimeOffset now, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(fellowship);
        ArgumentNullException.ThrowIfNull(panel);
        ArgumentNullException.ThrowIfNull(fundedBy);
        if (fellowship.WithdrawnBecause is not null)
            return new Refusal(FellowshipRefusals.Withdrawn);
        if (!fellowship.IsApproved)
            return new Refusal("fellowships.refused.notApproved");
        if (panel.Count > FellowshipLimits.PanelMax)
            return new Refusal("fellowships.refused.panel", ("max", FellowshipDraft.Number(FellowshipLimits.PanelMax)));
        if (FellowshipDraft.WhyNotText(fundedBy.Trim(), FellowshipLimits.ShortCharactersMax, today) is { } wrong)
            return wrong;
        if (FellowshipDraft.WhyNotPaid(funding, fundedBy) is { } unpaid)
            return unpaid;
        var isSameRunner = fellowship.Content.RunBy?.Id == runBy.Id;
        var isSame = isSameRunner && fellowship.Content.Panel.Select(one => one.Id).SequenceEqual(panel.Select(one => one.Id)) && fellowship.Content.Funding == funding && fellowship.Content.FundedBy == fundedBy.Trim();
        return isSame ? fellowship : fellowship with { Content = fellowship.Content with { RunBy = runBy, Panel = panel, Funding = funding, FundedBy = fundedBy.Trim() }, RunBySince = isSameRunner ? fellowship.RunBySince : now, Revision = fellowship.Revision + 1 };
    }
}
