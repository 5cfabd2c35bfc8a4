using LeadershipBot.Domain;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Shell.Privacy;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Privacy;

/// <summary>A person asks to be forgotten, and sees what that means before anything happens.</summary>
internal sealed class ForgetMe(Erasure erasure, ForgetCard card, Chance chance) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (turn.Place.Scope is not Scope.Personal)
            return new Answer.Refused(new Refusal("privacy.refused.ownChat"));
        var plan = await erasure.PlanAsync(new PersonAsked(turn.Actor.MemberId, turn.TimeZone, turn.At), cancellationToken);
        return new Answer.Card(card.Before(plan, chance.NewId(), ConfirmForget.MarkOf(turn)));
    }
}

/// <summary>The person presses a second time: now it is erased. The same press again changes nothing; nobody else's counts.</summary>
internal sealed class ConfirmForget(Outbox outbox, ForgetCard card) : ISlice
{
    /// <summary>Says for whom a card was made, and tells nobody who that is.</summary>
    public static string MarkOf(Turn turn) => Keys.Hash("forget", turn.Actor.MemberId.ToString());

    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (turn.Data.Text("person") != MarkOf(turn))
            return new Answer.Refused(new Refusal("privacy.refused.notYours"));
        if (!turn.Data.TryText("nonce", out _))
            return new Answer.Unusable(new Refusal("shell.refused.unknownButton"));
        var chat = new PersonalChat(turn.Place, turn.Account.TeamsId);
        await outbox.CommitAsync(PrivacyRows.Table, turn.Intent.Key, PrivacyRows.Request(turn, chat, Forget.Kind), cancellationToken);
        return new Answer.Card(card.Begun());
    }
}

/// <summary>
/// Erases, a feature at a time, and then says what was done. How far it came is written down, so that after a crash it
/// goes on there.
/// </summary>
internal sealed class Forget(Erasure erasure, ForgetCard card, IRecordStore store, Sender sender, TimeProvider time) : IDelivery
{
    public const string Kind = "privacy.forget";

    public async Task<Delivered> DeliverAsync(string table, Record row, CancellationToken cancellationToken)
    {
        var about = new PersonAsked(PrivacyRows.PersonOf(row), PrivacyRows.ZoneOf(row), time.GetUtcNow());
        var progress = await store.FindAsync(table, row.PartitionKey, PrivacyRows.Plan, cancellationToken) ?? await BeginAsync(row.PartitionKey, about, cancellationToken);
        for (var step = progress.GetInt32("Step") ?? 0; step < erasure.Steps; step++)
        {
            await erasure.RunAsync(step, about, cancellationToken);
            progress["Step"] = step + 1;
            await store.CommitAsync(table, row.PartitionKey, [new Change.Upsert(progress)], cancellationToken);
        }

        var done = card.After(Lines(progress, "Erased"), Lines(progress, "Kept"));
        return await sender.SendAsync(PrivacyRows.ChatOf(row).Place, done, cancellationToken) is Sent.NotNow notNow
            ? new Delivered.Later(notNow.Because, notNow.After)
            : new Delivered.Done(new Change.Delete(PrivacyRows.Plan, null));
    }

    /// <summary>What is going to be done is noted before, since afterwards nobody could tell what it was.</summary>
    private async Task<Record> BeginAsync(string partition, PersonAsked about, CancellationToken cancellationToken)
    {
        var plan = await erasure.PlanAsync(about, cancellationToken);
        var progress = new Record(partition, PrivacyRows.Plan)
        {
            ["Step"] = 0,
            ["Erased"] = string.Join('\n', plan.Erased.Select(line => line.Words)),
            ["Kept"] = string.Join('\n', plan.Kept.Select(line => line.Words)),
        };
        await store.CommitAsync(PrivacyRows.Table, partition, [new Change.Upsert(progress)], cancellationToken);
        return progress;
    }

    private static IReadOnlyList<PlainText> Lines(Record progress, string column)
        => [.. (progress.GetString(column) ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(PlainText.FromPerson)];
}
