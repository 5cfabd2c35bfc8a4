using LeadershipBot.Domain.Polls;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Polls;

/// <summary>Those who were chosen, in words.</summary>
internal static class AudienceWords
{
    /// <summary>As in "Northside or Southside; GP or nurse".</summary>
    public static async Task<string> NameAsync(TextFile text, IAudience audience, Turn turn, PollAudience chosen, CancellationToken cancellationToken)
    {
        var or = text.Plain("polls.form.audience.or").Words;
        var names = chosen.Localities.Count == 0 ? null : await audience.NameLocalitiesAsync(turn.Actor.Organisation.Id, cancellationToken);
        string[] sorts =
        [
            string.Join(or, chosen.Localities.Select(code => names!.GetValueOrDefault(code, code))),
            string.Join(or, RoleWords.All.Where(role => chosen.Roles.HasFlag(role)).Select(role => text.NameOf(role, turn.Organisation?.Words))),
            chosen.TeamNames,
            string.Join(or, chosen.Professions.Select(profession => text.NameOf(profession).Words)),
        ];
        return string.Join("; ", sorts.Where(sort => sort.Length > 0));
    }
}
