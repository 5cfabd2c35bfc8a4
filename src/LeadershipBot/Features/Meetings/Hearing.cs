using LeadershipBot.Domain.Asks;
using LeadershipBot.Domain.People;
using LeadershipBot.Domain.Time;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Meetings;

/// <summary>
/// What is said to whoever did something of which others hear: whether they hear at once, once the hours are over in which nobody is
/// disturbed, or too late. By the usual hours: what each has set for themselves nobody else is told.
/// </summary>
internal static class Hearing
{
    /// <summary>The sentence that is true at this moment.</summary>
    /// <param name="text">The sentences.</param>
    /// <param name="turn">Who did it, and when.</param>
    /// <param name="startsAt">When the meeting begins.</param>
    /// <param name="now">The key where people hear at once.</param>
    /// <param name="later">The key where they hear later, with <c>when</c>.</param>
    /// <param name="late">The key where that is when it has begun, with <c>when</c>.</param>
    /// <param name="values">What the sentences name.</param>
    public static PlainText Said(TextFile text, Turn turn, DateTimeOffset startsAt, string now, string later, string late, params TextArgument[] values)
    {
        var free = AskTiming.FreeFrom(PersonalSettings.Usual, turn.At, turn.TimeZone);
        return free <= turn.At ? text.Plain(now, values) : text.Plain(free < startsAt ? later : late, [.. values, ("when", TimeWords.Moment(free, turn.TimeZone))]);
    }
}
