using LeadershipBot.Domain;
using LeadershipBot.Domain.Anonymous;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Anonymous;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Tests.Shell.Anonymous;

/// <summary>Somebody answers an ask anonymously: the model of a slice that uses a box.</summary>
internal sealed class TrialSlice(AnonymousBoxes boxes, Outbox outbox, Contention contention, CardLibrary library) : ISlice
{
    public const string Table = "Trials";
    public const string Verb = "trial.answer";

    public Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        Receipt? tried = null; // of a commit that may have come through though its answer was lost
        return contention.RunAsync(stop => AnswerAsync(turn, tried, receipt => tried = receipt, stop), cancellationToken);
    }

    private async Task<Answer?> AnswerAsync(Turn turn, Receipt? tried, Action<Receipt> tries, CancellationToken cancellationToken)
    {
        if (turn.Data.Text("choice") == "a mistake of ours")
            throw new InvalidOperationException($"{turn.Actor.Id} answered {turn.Data.Text("comment")}.");
        var at = new BoxAt(Table, turn.Data.Text("ask"));
        if (await boxes.FindAsync(at, cancellationToken) is not { } head)
            return new Answer.Unusable(new Refusal("shell.refused.unknownButton"));
        if (tried is not null && await boxes.Receipts.CountsAsync(head, tried, cancellationToken) is true)
            return Recorded(tried);
        if ((await boxes.OpenAsync(head, [turn.Actor.Id], cancellationToken)).IsRefused(out var refused, out var box))
            return new Answer.Refused(refused);
        if (box.Take(turn.Actor.Id, Pattern.Of(turn.Data.Text("choice")), turn.Data.Text("comment")).IsRefused(out refused, out var receipt))
            return new Answer.Refused(refused);
        tries(receipt);
        if (await outbox.CommitAsync(Table, at.PartitionKey, box.Changes(), cancellationToken) is CommitResult.Conflict)
            return null;
        return Recorded(receipt);
    }

    private Answer.Card Recorded(Receipt receipt)
    {
        var text = library.Text;
        return new Answer.Card(NoticeCard.Of(text, PlainText.FromPerson("Recorded"), null, [text.ReceiptOnce(receipt)]));
    }
}

/// <summary>Names the slice, as a feature would.</summary>
/// <param name="verb">The verb: one of a test's own where it counts what is measured.</param>
internal sealed class TrialFeature(string verb) : IFeature
{
    public void Register(FeatureTable table) => table.AnonymousVerb<TrialSlice>(verb);
}
