using LeadershipBot.Domain.Text;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Asks;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Governance;

/// <summary>
/// A member types what is no command: in their own chat they are asked what is to be done with it, where a feature has
/// something to offer; and they are shown the nearest commands, and told that nothing was kept.
/// </summary>
internal sealed class UnknownWords(CardLibrary library, FeatureTable table, IEnumerable<IWordsTaker> takers, Chance chance) : ISlice
{
    private const int NearestMax = 3;

    private readonly TextFile _text = library.Text;

    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        var hasPatient = PatientData.FindIn(turn.Words, turn.Today) is not null;
        var hasFile = turn.Files.Count > 0;
        var nearest = NearestWords.Of(turn.Words, table.Commands.Where(c => c.IsListed && c.Admits(turn.Actor)).Select(c => c.Name), NearestMax).Select(Button);
        if (!hasPatient && !hasFile && turn.Place.Scope is Scope.Personal && turn.Words.Length > 0 && await OffersAsync(turn, cancellationToken) is { Count: > 0 } offers)
            return new Answer.Card(WhatToDo(turn, offers, nearest));

        var happened = hasPatient ? "shell.unknown.patientData" : hasFile ? "files.unknown.happened" : "shell.unknown.happened";
        var data = new CardData()
            .Set("happened", _text.Format(happened))
            .Set("kept", _text.Format(hasPatient ? "shell.unknown.patientData.next" : hasFile ? "files.unknown.kept" : "shell.unknown.kept"))
            .Set("nearest", nearest)
            .Set("summary", _text.Plain(happened))
            .Set("spoken", _text.Spoken(happened));
        return new Answer.Card(new CardView("shell/unknown", data, _text.Plain(happened)));
    }

    /// <summary>What features would do with the words; nothing while the store is down, since a plain answer is better than none.</summary>
    private async Task<IReadOnlyList<(string Kind, WordsOffer Offer)>> OffersAsync(Turn turn, CancellationToken cancellationToken)
    {
        var offers = new List<(string, WordsOffer)>();
        try
        {
            foreach (var taker in takers)
            {
                if (await taker.OfferAsync(turn, cancellationToken) is { } offer)
                    offers.Add((taker.Kind, offer));
            }
        }
        catch (StoreUnavailableException)
        {
            return [];
        }

        return offers;
    }

    private CardView WhatToDo(Turn turn, IReadOnlyList<(string Kind, WordsOffer Offer)> offers, IEnumerable<CardData> nearest)
    {
        var buttons = offers.Where(one => one.Offer.Button is not null).ToLookup(one => one.Offer.Button!.OpensDialog, one => Button(turn, one.Kind, one.Offer.Button!));
        var isAny = buttons.Count > 0;
        var title = isAny ? "shell.words.title" : "shell.unknown.happened";
        var data = new CardData()
            .Set("title", _text.Format(title))
            .Set("offers", offers.Select(one => new CardData().Set("about", one.Offer.About)))
            .Set("kept", _text.Format(isAny ? "shell.words.kept" : "shell.unknown.kept"))
            .Set("isAny", isAny)
            .Set("buttons", buttons[false])
            .Set("dialogs", buttons[true])
            .Set("nearest", nearest)
            .Set("summary", _text.Plain(title))
            .Set("spoken", _text.Spoken(title));
        return new CardView("shell/words", data, _text.Plain(title));
    }

    private CardData Button(Turn turn, string kind, WordsButton button) => new CardData()
        .Set("title", button.Title)
        .SetId("kind", kind)
        .SetId("thing", button.Thing)
        .SetId("nonce", chance.NewId())
        .SetId("organisationId", button.OrganisationId)
        .Set("words", PlainText.FromPerson(turn.Words));

    private CardData Button(string command) => new CardData()
        .Set("title", _text.Plain("shell.help.press", ("command", command)))
        .Set("command", PlainText.FromPerson(command));
}
