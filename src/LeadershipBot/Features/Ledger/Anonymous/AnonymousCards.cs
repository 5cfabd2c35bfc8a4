using LeadershipBot.Domain;
using LeadershipBot.Domain.Ledger;
using LeadershipBot.Domain.Time;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Ledger.Anonymous;

/// <summary>The dialog in which something is raised anonymously, and the one that then shows the code.</summary>
internal sealed class AnonymousCards(CardLibrary library, Sentences sentences)
{
    private readonly TextFile _text = library.Text;

    /// <param name="turn">Whose time zone, and with which organisation.</param>
    /// <param name="nonce">Made when it was opened.</param>
    /// <param name="week">The week in which it was opened.</param>
    /// <param name="words">What stands in it.</param>
    /// <param name="problem">Why it could not be taken; null when it is opened.</param>
    public Answer.Dialog Form(Turn turn, string nonce, RaiseWeek week, string words, Refusal? problem)
    {
        var title = _text.Plain("ledger.anonymous.title");
        var data = Base(turn, title)
            .SetId("nonce", nonce)
            .SetId("week", week.Key)
            .Set("readers", _text.Format("ledger.anonymous.readers", ("when", MomentOf(week, turn))))
            .Set("words", PlainText.FromPerson(words))
            .Set("max", LedgerLimits.WordsMax);
        if (problem is not null)
        {
            var (happened, next) = sentences.InCard(problem);
            data.Set("problem", happened).Set("problemNext", next);
        }

        return new Answer.Dialog(title, new CardView("ledger/anonymous", data, title));
    }

    /// <summary>The code, in the reply to the press and nowhere else.</summary>
    public Answer.Dialog Given(Turn turn, RaiseCode code, RaiseWeek week)
    {
        var title = _text.Plain("ledger.anonymous.taken");
        var data = Base(turn, title)
            .Set("readers", _text.Format("ledger.anonymous.passedOn", ("when", MomentOf(week, turn))))
            .Set("code", PlainText.FromPerson(code.Code));
        return new Answer.Dialog(title, new CardView("ledger/given", data, title));
    }

    private static string MomentOf(RaiseWeek week, Turn turn) => TimeWords.Moment(week.PassedOnAt(Zones.UnitedKingdom), turn.TimeZone);

    private CardData Base(Turn turn, PlainText title) => new CardData()
        .Set("organisation", _text.OrganisationName(turn.Actor))
        .SetId("organisationId", turn.Actor.Organisation.Id)
        .Set("summary", title)
        .Set("spoken", _text.AsSpoken(title));
}
