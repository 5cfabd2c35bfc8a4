using LeadershipBot.Domain;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Shell.Files;
using LeadershipBot.Shell.Privacy;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Privacy;

/// <summary>A person asks what is held about them. It is collected after the answer, and comes in their own chat.</summary>
internal sealed class TellWhatIsHeld(IDirectory directory, IRecordStore store, Outbox outbox, CardLibrary library) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        var isHere = turn.Place.Scope is Scope.Personal;
        var chat = isHere ? new PersonalChat(turn.Place, turn.Account.TeamsId) : await directory.FindChatAsync(turn.Actor.MemberId, cancellationToken);
        if (chat is null)
            return new Answer.Refused(new Refusal("privacy.refused.noChat"));
        var wasAsked = turn.Intent.EarlierKey is { } earlier
            && await store.FindAsync(PrivacyRows.Table, earlier, PrivacyRows.Asked, cancellationToken) is { } before
            && turn.At - before.GetDateTimeOffset("At") < Intent.TypedAgainWithin;
        if (!wasAsked)
            await outbox.CommitAsync(PrivacyRows.Table, turn.Intent.Key, PrivacyRows.Request(turn, chat, SendWhatIsHeld.Kind), cancellationToken);
        return new Answer.Say(library.Text.Plain(isHere ? "privacy.collecting" : "privacy.collectingInChat"));
    }
}

/// <summary>Collects it, and sends it as a card to read and as a file to keep.</summary>
internal sealed class SendWhatIsHeld(HeldData held, HeldCard card, FileDesk files, Sender sender, CardLibrary library, TimeProvider time) : IDelivery
{
    public const string Kind = "privacy.tell";

    public async Task<Delivered> DeliverAsync(string table, Record row, CancellationToken cancellationToken)
    {
        var (person, chat) = (PrivacyRows.PersonOf(row), PrivacyRows.ChatOf(row));
        var now = time.GetUtcNow();
        var sections = await held.CollectAsync(new PersonAsked(person, PrivacyRows.ZoneOf(row), now), cancellationToken);
        if (await sender.SendAsync(chat.Place, card.Page(sections, 0), cancellationToken) is Sent.NotNow notNow)
            return new Delivered.Later(notNow.Because, notNow.After);
        var offer = new FileOffer(HeldFile.FileKind, HeldFile.Name, library.Text.Plain("privacy.held.file"));
        await files.SendAsync(person, chat, row.GetString("Organisation") ?? "", offer, row.PartitionKey, now, cancellationToken);
        return new Delivered.Done();
    }
}

/// <summary>The person turns a page of it: it is collected anew, and only ever for who presses.</summary>
internal sealed class ShowHeldPage(HeldData held, HeldCard card) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (turn.Place.Scope is not Scope.Personal)
            return new Answer.Refused(new Refusal("privacy.refused.ownChat"));
        turn.Data.TryNumber("page", out var page);
        return new Answer.Card(card.Page(await held.CollectAsync(new PersonAsked(turn.Actor.MemberId, turn.TimeZone, turn.At), cancellationToken), page));
    }
}
