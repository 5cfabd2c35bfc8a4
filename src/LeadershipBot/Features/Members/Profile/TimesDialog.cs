using LeadershipBot.Domain;
using LeadershipBot.Domain.People;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Members.Profile;

/// <summary>The dialog in which a person says when, and for how many minutes a week, they may be asked.</summary>
internal sealed class TimesDialog(Sentences sentences)
{
    /// <summary>How the choice says that Teams' own zone is to be used.</summary>
    public const string AsInTeams = "teams";

    private readonly TextFile _text = sentences.Text;

    public Answer Open(Turn turn, AskTimes times, Refusal? problem = null)
    {
        var title = _text.Plain("profile.timesForm.title");
        var zones = ProfileWords.ZonesOffered.ToList();
        if (times.TimeZone is { } own && !zones.Contains(own, StringComparer.Ordinal) && Zones.Find(own) is not null)
            zones.Add(own);
        var data = new CardData()
            .SetId("organisationId", turn.Actor.Organisation.Id)
            .Set("zones", zones.Select(zone => CardChoice.Of(PlainText.FromPerson(_text.NameOfZone(Zones.Find(zone)!)), zone))
                .Prepend(CardChoice.Of(_text.Plain("profile.timesForm.asInTeams", ("zone", _text.NameOfZone(turn.TeamsTimeZone))), AsInTeams)))
            .SetId("zone", times.TimeZone is { } chosen && Zones.Find(chosen) is not null ? chosen : AsInTeams)
            .Set("from", PlainText.FromPerson(Clip(times.QuietFrom)))
            .Set("until", PlainText.FromPerson(Clip(times.QuietUntil)))
            .SetId("weekends", times.QuietWeekends ? "true" : "false")
            .Set("minutes", times.WeeklyMinutes ?? AskDefaults.WeeklyMinutes)
            .Set("summary", title)
            .Set("spoken", _text.Spoken("profile.timesForm.title"));
        if (problem is not null)
        {
            var (happened, next) = sentences.InCard(problem);
            data.Set("problem", happened).Set("problemNext", next);
        }

        return new Answer.Dialog(title, new CardView("profile/times", data, title));
    }

    public static AskTimes Read(TurnData data) => new(
        data.Text("zone") is { Length: > 0 } zone && zone != AsInTeams ? zone : null,
        data.Text("from"),
        data.Text("until"),
        data.Text("weekends") == "true",
        data.TryNumber("minutes", out var minutes) ? minutes : null);

    private static string Clip(string time) => time.Length <= 8 ? time : "";
}
