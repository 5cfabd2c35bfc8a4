using LeadershipBot.Domain.Polls;
using LeadershipBot.Domain.Time;
using LeadershipBot.Microsoft365.Cards;

namespace LeadershipBot.Features.Polls.Making;

/// <summary>When something is asked, how often, and whether people are reminded, in words and as inputs.</summary>
internal static class ScheduleWords
{
    /// <summary>The inputs with what is in them.</summary>
    /// <param name="text">The sentences.</param>
    /// <param name="schedule">What is filled in.</param>
    /// <param name="mayOpenLater">Whether it has yet to be asked.</param>
    /// <param name="mayRemind">Whether people may be reminded in their own chats.</param>
    public static CardData Inputs(TextFile text, AskSchedule schedule, bool mayOpenLater, bool mayRemind) => new CardData()
        .Set("mayOpenLater", mayOpenLater)
        .Set("mayRemind", mayRemind)
        .Set("opensAt", PlainText.FromPerson(schedule.OpensTyped))
        .SetId("repeats", schedule.Repeats.ToString())
        .Set("choices", Enum.GetValues<RepeatEvery>().Select(every => new CardData().Set("title", NameOf(text, every)).SetId("value", every.ToString())))
        .Set("repeatsEnd", PlainText.FromPerson(schedule.EndsTyped))
        .SetId("reminders", schedule.SendsReminders ? "true" : "false");

    /// <summary>What the preview says of it.</summary>
    public static IEnumerable<CardText> Preview(TextFile text, AskPlan plan, TimeZoneInfo zone)
    {
        if (plan.OpensAt is { } opens)
            yield return text.Format("polls.schedule.preview", ("when", TimeWords.Moment(opens, zone)));
        if (plan.Repeats is { } repeats)
            yield return Repeats(text, repeats, zone);
        if (plan.ClosesAt is not null && (plan.Audience.IsSentToEach || plan.SendsReminders))
            yield return text.Format((plan.SendsReminders, plan.Audience.IsSentToEach) switch
            {
                (true, true) => "polls.schedule.reminders.on",
                (true, false) => "polls.schedule.reminders.here",
                _ => "polls.schedule.reminders.off",
            });
    }

    /// <summary>How often, and until when.</summary>
    public static CardText Repeats(TextFile text, Repetition repeats, TimeZoneInfo zone)
    {
        var every = NameOf(text, repeats.Every).Words;
        if (repeats.Times is { } times)
            return text.Format("polls.repeat.times", ("every", every), ("count", times));
        return repeats.Until is { } until
            ? text.Format("polls.repeat.until", ("every", every), ("when", TimeWords.Moment(until, zone)))
            : text.Format("polls.repeat.on", ("every", every));
    }

    private static PlainText NameOf(TextFile text, RepeatEvery every) => text.Plain(every switch
    {
        RepeatEvery.Never => "polls.repeat.never",
        RepeatEvery.Week => "polls.repeat.week",
        RepeatEvery.TwoWeeks => "polls.repeat.twoWeeks",
        RepeatEvery.Month => "polls.repeat.month",
        RepeatEvery.ThreeMonths => "polls.repeat.threeMonths",
        _ => "polls.repeat.year",
    });
}
