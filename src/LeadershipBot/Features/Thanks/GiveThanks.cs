using LeadershipBot.Domain;
using LeadershipBot.Domain.Applying;
using LeadershipBot.Domain.People;
using LeadershipBot.Domain.Recognition;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Delivery;

namespace LeadershipBot.Features.Thanks;

/// <summary>
/// A member types "thanks @somebody for …": the person is told, and nobody else. Where it isn't quite clear who is meant, they say so, or
/// choose in a dialog. Where they mention somebody, it is that account or nobody: others may be called the same. Typed in a conversation, the words stand there already; the bot repeats nothing of them.
/// </summary>
internal sealed class GiveThanks(ThanksShelf shelf, ThanksCards cards, IAudience audience, RosterPages roster) : ISlice
{
    // Of the nearly five seconds of a turn.
    private static readonly TimeSpan AsksFor = TimeSpan.FromSeconds(2);

    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (ThanksGate.Check(turn) is { } refusal)
            return new Answer.Refused(refusal);
        var isOwnChat = turn.Place.Scope is Scope.Personal;
        if (turn.Words.Length == 0)
            return isOwnChat ? new Answer.Card(await cards.MineAsync(turn, 0, note: null, cancellationToken)) : new Answer.Refused(new Refusal("peers.refused.ownChat"));
        var typed = ThanksCommand.Read(turn.Words);
        if (PeerTexts.CheckIfAny(turn.Words, ThankYou.WordsMax + ThankYou.WordsMax, turn.Today) is { } wrong)
            return new Answer.Refused(wrong);
        var mentioned = turn.Mentioned.Where(one => typed.Names(one.Words)).Select(one => one.TeamsId).Distinct(StringComparer.Ordinal).ToList();
        if (mentioned.Count > 1)
            return new Answer.Refused(new Refusal("thanks.refused.several"));
        var named = typed is { Words.Length: > 0, Name.Length: > 0 };
        var meant = !named ? null : mentioned is [var only] ? await MentionedAsync(turn, only, cancellationToken) : await MeantAsync(turn.Actor.Organisation.Id, typed.Name, cancellationToken);
        if (named && mentioned.Count > 0 && meant is null)
            return new Answer.Refused(new Refusal("thanks.refused.mentioned"));
        if (meant is null || (mentioned.Count == 0 && !ThanksCommand.IsClear(typed.Name, meant.Name)))
            return isOwnChat ? new Answer.Card(cards.Choose(turn, typed, meant?.Id == turn.Actor.MemberId ? null : meant)) : new Answer.Refused(new Refusal("thanks.refused.notClear"));
        var thanks = new ThankYou(await IdAsync(turn, meant.Id, cancellationToken), turn.Actor.Organisation, new Person(turn.Actor.MemberId, turn.Actor.Name), meant, typed.Words.Trim(), turn.At);
        if (thanks.WhyNot(turn.Today) is { } why)
            return new Answer.Refused(why);
        var kept = await shelf.PutAsync(thanks, turn.At, cancellationToken);
        return isOwnChat ? new Answer.Card(cards.Given(kept, note: null)) : new Answer.Say(cards.Passed(kept));
    }

    /// <summary>The only one whom a name may mean; null where there is none, or several.</summary>
    private async Task<Person?> MeantAsync(string organisationId, string name, CancellationToken cancellationToken)
        => ThanksCommand.Meant(name, await audience.ListNamedAsync(organisationId, name, cancellationToken), one => one.Name) is [var only] ? only : null;

    /// <summary>The one who is mentioned, where the organisation lists them; null where it doesn't, or where they can't be looked up now.</summary>
    private async Task<Person?> MentionedAsync(Turn turn, string teamsId, CancellationToken cancellationToken)
    {
        if (await LookUpAsync(turn.Place, teamsId, cancellationToken) is not { } id)
            return null;
        return await audience.FindAsync(turn.Actor.Organisation.Id, id, cancellationToken) is { } member ? new Person(member.Person, member.Name) : null;
    }

    private async Task<MemberId?> LookUpAsync(Place place, string teamsId, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(AsksFor);
        try
        {
            return (await roster.FindAsync(place, teamsId, patience.Token))?.Id;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    /// <summary>Of the turn, or of the same words a moment ago, if they were taken then.</summary>
    private async Task<string> IdAsync(Turn turn, MemberId to, CancellationToken cancellationToken)
        => turn.Intent.EarlierKey is { } earlier && await shelf.FindAsync(turn.Actor.Organisation.Id, to, IdOf(earlier, to), cancellationToken) is { } before && turn.At - before.At < Intent.TypedAgainWithin
            ? before.Id
            : IdOf(turn.Intent.Key, to);

    /// <summary>The same words may thank another person at the same time, and these are other thanks.</summary>
    private static string IdOf(string intent, MemberId to) => SendThanks.IdOf(Keys.Hash(intent, to.ToString()));
}

/// <summary>A member says that they mean the one whom the bot found for the name that they typed. Pressing twice is once.</summary>
internal sealed class ConfirmThanks(ThanksShelf shelf, ThanksCards cards, IAudience audience) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (ThanksGate.CheckOwnChat(turn) is { } refusal)
            return new Answer.Refused(refusal);
        var nonce = turn.Data.Text("nonce", 100);
        if (nonce.Length == 0 || !MemberId.TryParse(turn.Data.Text("to", 100), out var id) || await audience.FindAsync(turn.Actor.Organisation.Id, id, cancellationToken) is not { } member)
            return new Answer.Refused(new Refusal("thanks.refused.nobody"));
        var thanks = new ThankYou(SendThanks.IdOf(Keys.Hash(nonce, turn.Actor.Id)), turn.Actor.Organisation, new Person(turn.Actor.MemberId, turn.Actor.Name), new Person(member.Person, member.Name), turn.Data.Text("words", ThankYou.WordsMax + 1).Trim(), turn.At);
        return thanks.WhyNot(turn.Today) is { } why ? new Answer.Refused(why) : new Answer.Card(cards.Given(await shelf.PutAsync(thanks, turn.At, cancellationToken), note: null));
    }
}
