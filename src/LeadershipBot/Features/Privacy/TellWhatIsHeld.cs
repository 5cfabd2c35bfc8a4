using LeadershipBot.Domain;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Asks;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Shell.Files;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Privacy;

/// <summary>A person asks what is held about them. It is collected after the answer, and comes in their own chat.</summary>
internal sealed class TellWhatIsHeld(IReach reach, RequestDesk requests, CardLibrary library) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        var isHere = turn.Place.Scope is Scope.Personal;
        var chat = await reach.OwnChatAsync(turn, cancellationToken);
        if (chat is null)
            return new Answer.Refused(new Refusal("privacy.refused.noChat"));
        await requests.TakeInAsync(turn, chat, SendWhatIsHeld.Kind, TimeSpan.Zero, cancellationToken);
        return new Answer.Say(library.Text.Plain(isHere ? "privacy.collecting" : "privacy.collectingInChat"));
    }
}

/// <summary>Collects it, and sends it as a card to read and as a file to keep.</summary>
internal sealed class SendWhatIsHeld(Looking looking, HeldData held, HeldPages pages, HeldCard card, FileDesk files, Sender sender, CardLibrary library, TimeProvider time) : IDelivery
{
    public const string Kind = "privacy.tell";

    public async Task<Delivered> DeliverAsync(string table, Record row, CancellationToken cancellationToken)
    {
        if (await looking.AskAsync(table, row, cancellationToken) is not { } about)
            return new Delivered.NotBefore(time.GetUtcNow());
        var chat = PrivacyRows.ChatOf(row);
        var all = HeldCard.Pages(await held.CollectAsync(about, cancellationToken));
        await pages.KeepAsync(about.Person, row.PartitionKey, all, about.At, cancellationToken);
        if (await sender.SendAsync(chat.Place, card.Show(all[0], row.PartitionKey), cancellationToken) is Sent.NotNow notNow)
            return notNow.ToLater();
        var offer = new FileOffer(HeldFile.FileKind, HeldFile.Name, library.Text.Plain("privacy.held.file"));
        await files.SendAsync(about.Person, chat, row.GetString("Organisation") ?? "", offer, row.PartitionKey, about.At, cancellationToken);
        return new Delivered.Done();
    }
}

/// <summary>The person turns a page of it: one read, and only ever of what was collected about who presses.</summary>
internal sealed class ShowHeldPage(HeldPages pages, HeldCard card) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (turn.Place.Scope is not Scope.Personal)
            return new Answer.Refused(new Refusal("privacy.refused.ownChat"));
        turn.Data.TryNumber("page", out var number);
        var request = turn.Data.Text("request");
        return await pages.FindAsync(turn.Actor.MemberId, request, Math.Max(0, number), cancellationToken) is { } page
            ? new Answer.Card(card.Show(page, request))
            : new Answer.Refused(new Refusal("privacy.refused.pageGone"));
    }
}
