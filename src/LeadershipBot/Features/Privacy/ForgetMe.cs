using LeadershipBot.Domain;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Shell.Privacy;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Privacy;

/// <summary>
/// A person asks to be forgotten. What that means for them is looked up after the answer, and comes as a card a moment
/// later; nothing happens before they press its button.
/// </summary>
internal sealed class ForgetMe(RequestDesk requests, CardLibrary library) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (turn.Place.Scope is not Scope.Personal)
            return new Answer.Refused(new Refusal("privacy.refused.ownChat"));
        await requests.TakeInAsync(turn, new PersonalChat(turn.Place, turn.Account.TeamsId), PlanForget.Kind, OutboxRow.AfterTheAnswer, cancellationToken);
        return new Answer.Say(library.Text.Plain("privacy.looking"));
    }
}

/// <summary>Finds out what would be erased and what kept, and sends it with the button that does it.</summary>
internal sealed class PlanForget(Looking looking, Erasure erasure, ForgetCard card, Sender sender, TimeProvider time) : IDelivery
{
    public const string Kind = "privacy.plan";

    public async Task<Delivered> DeliverAsync(string table, Record row, CancellationToken cancellationToken)
    {
        if (await looking.AskAsync(table, row, cancellationToken) is not { } about)
            return new Delivered.NotBefore(time.GetUtcNow());
        var before = card.Before(await erasure.PlanAsync(about, cancellationToken), row.PartitionKey, PrivacyRows.MarkOf(about.Person));
        return await sender.SendAsync(PrivacyRows.ChatOf(row).Place, before, cancellationToken) is Sent.NotNow notNow
            ? notNow.ToLater()
            : new Delivered.Done();
    }
}

/// <summary>
/// The person presses a second time: now it is erased. The same press again changes nothing; nobody else's counts, and none
/// on a card that is older than a day, since what it says may not be so any more.
/// </summary>
internal sealed class ConfirmForget(RequestDesk requests, ForgetCard card) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (turn.Place.Scope is not Scope.Personal)
            return new Answer.Refused(new Refusal("privacy.refused.ownChat")); // what was done would be told to all
        if (turn.Data.Text("person") != PrivacyRows.MarkOf(turn.Actor.MemberId))
            return new Answer.Refused(new Refusal("privacy.refused.notYours"));
        if (!turn.Data.TryText("nonce", out var planned))
            return new Answer.Unusable(new Refusal("shell.refused.unknownButton"));
        if (!await requests.IsKnownAsync(planned, cancellationToken))
            return new Answer.Refused(new Refusal("privacy.refused.old"));
        await requests.TakeInAsync(turn, new PersonalChat(turn.Place, turn.Account.TeamsId), Forget.Kind, TimeSpan.Zero, cancellationToken);
        return new Answer.Card(card.Begun());
    }
}

/// <summary>
/// Erases, a part at a time, and then says what was done. How far it came is written down, so that after a crash, or when it
/// takes long, it goes on there.
/// </summary>
internal sealed class Forget(Looking looking, Erasure erasure, ForgetCard card, IRecordStore store, Sender sender, TimeProvider time) : IDelivery
{
    public const string Kind = "privacy.forget";

    /// <summary>A delivery may take 40 seconds; the rest is another go.</summary>
    private static readonly TimeSpan AtOneGo = TimeSpan.FromSeconds(15);

    public async Task<Delivered> DeliverAsync(string table, Record row, CancellationToken cancellationToken)
    {
        if (await looking.AskAsync(table, row, cancellationToken) is not { } about)
            return new Delivered.NotBefore(time.GetUtcNow());
        var started = time.GetTimestamp();
        var progress = await store.FindAsync(table, row.PartitionKey, PrivacyRows.Plan, cancellationToken) ?? await BeginAsync(row.PartitionKey, about, cancellationToken);
        foreach (var part in erasure.PartsOf(about).Where(part => string.CompareOrdinal(part.Mark, progress.GetString("After")) > 0))
        {
            if (time.GetElapsedTime(started) > AtOneGo)
                return new Delivered.NotBefore(time.GetUtcNow());
            await erasure.RunAsync(part, about, cancellationToken);
            progress["After"] = part.Mark;
            await store.CommitAsync(table, row.PartitionKey, [new Change.Upsert(progress)], cancellationToken);
        }

        var done = card.After(Lines(progress, "Erased"), Lines(progress, "Kept"));
        return await sender.SendAsync(PrivacyRows.ChatOf(row).Place, done, cancellationToken) is Sent.NotNow notNow
            ? notNow.ToLater()
            : new Delivered.Done(new Change.Delete(PrivacyRows.Plan, null));
    }

    /// <summary>What is going to be done is noted before, since afterwards nobody could tell what it was.</summary>
    private async Task<Record> BeginAsync(string partition, PersonAsked about, CancellationToken cancellationToken)
    {
        var plan = await erasure.PlanAsync(about, cancellationToken);
        var progress = new Record(partition, PrivacyRows.Plan)
        {
            ["After"] = "",
            ["Erased"] = string.Join('\n', plan.Erased.Select(line => line.Words)),
            ["Kept"] = string.Join('\n', plan.Kept.Select(line => line.Words)),
        };
        await store.CommitAsync(PrivacyRows.Table, partition, [new Change.Upsert(progress)], cancellationToken);
        return progress;
    }

    private static IReadOnlyList<PlainText> Lines(Record progress, string column)
        => [.. (progress.GetString(column) ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(PlainText.FromPerson)];
}
