using LeadershipBot.Domain;
using LeadershipBot.Domain.Applying;
using LeadershipBot.Domain.People;
using LeadershipBot.Domain.Recognition;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Recognition;

namespace LeadershipBot.Features.Thanks;

/// <summary>A member opens the dialog in which they thank somebody, or say more of thanks that they gave.</summary>
internal sealed class OpenThanks(ThanksShelf shelf, ThanksForm form, Chance chance) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (ThanksGate.CheckOwnChat(turn) is { } refusal)
            return new Answer.Refused(refusal);
        if (!turn.Data.TryText("thanks", out _))
            return await form.ShowAsync(turn, null, chance.NewId(), problem: null, cancellationToken);
        if (await FindOwnAsync(shelf, turn, cancellationToken) is not { } given)
            return new Answer.Refused(new Refusal("thanks.refused.unknown"));
        return given.WhyNotRewritten is { } no ? new Answer.Refused(no) : await form.ShowAsync(turn, given, chance.NewId(), problem: null, cancellationToken);
    }

    /// <summary>The thanks that a turn names, if whoever acts gave them; null otherwise.</summary>
    public static async Task<ThankYou?> FindOwnAsync(ThanksShelf shelf, Turn turn, CancellationToken cancellationToken)
        => MemberId.TryParse(turn.Data.Text("to", 100), out var to)
            && await shelf.FindAsync(turn.Actor.Organisation.Id, to, turn.Data.Text("thanks"), cancellationToken) is { From: { } from } given
            && from.Id.ToString() == turn.Actor.MemberId.ToString()
                ? given
                : null;
}

/// <summary>
/// A member sends that dialog. Whom it thanks is told once of each wording, after the first change once a day at the most. What is written anew after others could see it is between the
/// two again, until who is thanked agrees to the new words.
/// </summary>
internal sealed class SendThanks(ThanksShelf shelf, ThanksForm form, ThanksCards cards, IAudience audience, IEnumerable<IThankable> things, Chance chance) : ISlice
{
    private const int NonceCharactersMax = 64;

    public static string IdOf(string intent) => Keys.Hash("thanks", intent)[..16];

    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (ThanksGate.CheckOwnChat(turn) is { } refusal)
            return new Answer.Refused(refusal);
        var organisation = turn.Actor.Organisation;
        var isKnown = turn.Data.TryText("thanks", out _);
        var given = isKnown ? await OpenThanks.FindOwnAsync(shelf, turn, cancellationToken) : null;
        if (isKnown && given is null)
            return new Answer.Refused(new Refusal("thanks.refused.unknown"));
        var nonce = turn.Data.TryText("nonce", out var typed) && typed.Length <= NonceCharactersMax && typed.All(char.IsAsciiLetterOrDigit) ? typed : chance.NewId();
        var to = given?.To;
        if (to is null && MemberId.TryParse(turn.Data.Text("person", 100), out var id) && await audience.FindAsync(organisation.Id, id, cancellationToken) is { } member)
            to = new Person(member.Person, member.Name);
        if (to is null)
            return await form.ShowAsync(turn, given, nonce, new Refusal("thanks.refused.nobody"), cancellationToken);
        var chosen = turn.Data.Text("for", 200);
        var tied = chosen == ThanksForm.None ? null : await ThingAsync(organisation.Id, chosen, cancellationToken) ?? (chosen.Length > 0 ? given?.For : null);
        var thanks = (given ?? new ThankYou(IdOf(Keys.Hash(nonce, turn.Actor.Id)), organisation, new Person(turn.Actor.MemberId, turn.Actor.Name), to, "", turn.At))
            .Rewritten(turn.Data.Text("words", ThankYou.WordsMax + 1).Trim(), turn.Data.Text("difference", ThankYou.WordsMax + 1).Trim(), tied, turn.Data.Text("public") == "true");
        if (thanks.WhyNot(turn.Today) is { } wrong)
            return await form.ShowAsync(turn, given, nonce, wrong, cancellationToken);
        if (given is null)
        {
            thanks = await shelf.PutAsync(thanks, turn.At, cancellationToken);
        }
        else
        {
            var ruling = await shelf.ChangeAsync(organisation.Id, to.Id, given.Id, now => now.WhyNotRewritten is { } hidden ? hidden : Rewritten(now, thanks, turn.At), (before, after) => ThanksDigest.Listing(before, after, turn.At).Concat(Tells(before, after) ? [TellThanked.At(after, after.RetoldAt ?? turn.At)] : []), cancellationToken);
            if (ruling.IsRefused(out var no, out thanks))
                return await form.ShowAsync(turn, given, nonce, no, cancellationToken);
        }

        return new Answer.Say(cards.Passed(thanks)) { Renewed = cards.Given(thanks, note: null) };
    }

    private static ThankYou Rewritten(ThankYou before, ThankYou wanted, DateTimeOffset now)
        => before.Rewritten(wanted.Words, wanted.Difference, wanted.For, wanted.MayBePublic) is var after && Tells(before, after) ? after.ToBeRetold(now) : after;

    /// <summary>Whether who is thanked is told: of other words, of an offer to let others see it, and that others see it no more.</summary>
    private static bool Tells(ThankYou before, ThankYou after)
        => ThanksCards.StampOf(before) != ThanksCards.StampOf(after) || (after.MayBePublic && !before.MayBePublic) || (before.IsPublic && !after.IsPublic);

    private async Task<ThankedFor?> ThingAsync(string organisationId, string chosen, CancellationToken cancellationToken)
        => chosen.Split(ThanksForm.Between, 2) is [var kind, var key] && things.FirstOrDefault(one => one.Kind == kind) is { } source && await source.FindTitleAsync(organisationId, key, cancellationToken) is { } title
            ? new ThankedFor(kind, key, title)
            : null;
}

/// <summary>The dialog in which somebody is thanked.</summary>
internal sealed class ThanksForm(IEnumerable<IThankable> things, CardLibrary library, Sentences sentences)
{
    /// <summary>Stands between the kind and the key of what thanks are tied to.</summary>
    public const char Between = ':';

    /// <summary>Chosen where thanks are to be tied to nothing any more.</summary>
    public const string None = "none";

    private const int OfferedMax = 8;

    private readonly TextFile _text = library.Text;

    /// <param name="turn">Who thanks; after a problem, with what they filled in.</param>
    /// <param name="given">The thanks that are to be changed; null for new ones.</param>
    /// <param name="nonce">Made when the dialog was opened.</param>
    /// <param name="problem">Why it could not be taken; null when it is opened.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<Answer> ShowAsync(Turn turn, ThankYou? given, string nonce, Refusal? problem, CancellationToken cancellationToken)
    {
        var title = _text.Plain("thanks.form.title");
        var isPatient = problem?.TextKey is "shell.refused.patientData";
        var offered = new List<LinkableThing>();
        foreach (var source in things)
            offered.AddRange((await source.ListNewestAsync(turn.Actor.Organisation.Id, OfferedMax, cancellationToken)).Select(thing => thing with { Key = source.Kind + Between + thing.Key }));
        var known = given?.For is { } before ? before.Kind + Between + before.Key : "";
        var tied = problem is null ? known : turn.Data.Text("for", 200);
        if (given?.For is { } kept)
        {
            offered.RemoveAll(one => one.Key == known);
            offered.Insert(0, new LinkableThing(known, kept.Title));
            offered.Add(new LinkableThing(None, _text.Plain("thanks.form.for.none").Words));
        }

        var data = new CardData()
            .SetId("organisationId", turn.Actor.Organisation.Id)
            .SetId("nonce", nonce)
            .Set("isNew", given is null)
            .Set("thanks", PlainText.FromPerson(given?.Id ?? ""))
            .Set("to", PlainText.FromPerson(given?.To.Id.ToString() ?? ""))
            .Set("words", PlainText.FromPerson(isPatient ? "" : turn.Data.TryText("words", out var words) ? TurnData.Clip(words, ThankYou.WordsMax) : given?.Words ?? ""))
            .Set("difference", PlainText.FromPerson(isPatient ? "" : turn.Data.TryText("difference", out var difference) ? TurnData.Clip(difference, ThankYou.WordsMax) : given?.Difference ?? ""))
            .Set("things", offered.Select(one => new CardData().SetId("value", one.Key).Set("title", PlainText.FromPerson(TurnData.Clip(one.Title, 100)))))
            .Set("hasThings", offered.Count > 0)
            .Set("for", PlainText.FromPerson(offered.Exists(one => one.Key == tied) ? tied : ""))
            .SetId("public", (problem is null ? given?.MayBePublic is true : turn.Data.Text("public") == "true") ? "true" : "false")
            .Set("summary", title)
            .Set("spoken", _text.AsSpoken(title));
        if (given is not null)
            data.Set("whom", _text.Format("thanks.form.whom", ("name", given.To.Name)));
        if (problem is not null)
        {
            var (happened, next) = sentences.InCard(problem);
            data.Set("problem", happened).Set("problemNext", next);
        }

        return new Answer.Dialog(title, new CardView("thanks/form", data, title));
    }
}
