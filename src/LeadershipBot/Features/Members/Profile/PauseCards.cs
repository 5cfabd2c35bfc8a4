using System.Globalization;
using LeadershipBot.Domain;
using LeadershipBot.Domain.People;
using LeadershipBot.Domain.Time;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Members.Profile;

/// <summary>Whether a person is being asked things, or paused; and the dialog that asks until when.</summary>
internal sealed class PauseCards(Sentences sentences)
{
    private readonly TextFile _text = sentences.Text;

    /// <summary>How it is now, after a change or without one.</summary>
    public CardView State(Turn turn, DateTimeOffset? until, bool wasChanged)
    {
        var isPaused = until > turn.At;
        var title = isPaused ? _text.Plain("profile.pause.until", ("when", TimeWords.Moment(until!.Value, turn.TimeZone)))
            : _text.Plain(wasChanged ? "profile.pause.over" : "profile.pause.ask");
        CardText[] lines = isPaused ? [_text.Format("profile.pause.stillComes"), _text.Format("profile.pause.resume")]
            : wasChanged ? [_text.Format("profile.pause.again")]
            : [_text.Format("profile.pause.stillComes"), _text.Format("profile.pause.howTo")];
        var data = new CardData()
            .SetId("organisationId", turn.Actor.Organisation.Id)
            .Set("title", CardText.FromPerson(title.Words))
            .Set("lines", lines.Select(line => new CardData().Set("line", line)))
            .Set("isPaused", isPaused)
            .Set("mayPause", !isPaused)
            .Set("summary", title)
            .Set("spoken", _text.AsSpoken(title));
        return new CardView("profile/pause", data, title);
    }

    /// <summary>The dialog.</summary>
    public Answer Open(Turn turn, Refusal? problem = null)
    {
        var title = _text.Plain("profile.pauseForm.title");
        var data = new CardData()
            .SetId("organisationId", turn.Actor.Organisation.Id)
            .SetId("earliest", Show(turn.Today.AddDays(1)))
            .SetId("latest", Show(turn.Today.AddDays(Pausing.DaysMax)))
            .SetId("until", Show(turn.Today.AddDays(14)))
            .Set("summary", title)
            .Set("spoken", _text.Spoken("profile.pauseForm.title"));
        if (problem is not null)
        {
            var (happened, next) = sentences.InCard(problem);
            data.Set("problem", happened).Set("problemNext", next);
        }

        return new Answer.Dialog(title, new CardView("profile/pause-form", data, title));
    }

    private static string Show(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
