using LeadershipBot.Domain;
using LeadershipBot.Domain.Decisions;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Asks;
using LeadershipBot.Shell.Delivery;

namespace LeadershipBot.Features.Decisions.Sending;

/// <summary>Whoever writes a decision has its real card sent to their own chat, and stays on the page.</summary>
internal sealed class SendToSelf(DecisionShelf shelf, PreviewCards previews, IReach reaches, Outbox outbox, CardLibrary library) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (await shelf.FindAsync(turn, cancellationToken) is not { } head)
            return new Answer.Unusable(new Refusal("decisions.refused.unknown"));
        if (!head.Decision.MayBeMadeBy(turn.Actor))
            return new Answer.Refused(new Refusal(DecisionRefusals.Role));
        var form = SendingForm.Read(turn.Data);
        if (await reaches.OwnChatAsync(turn, cancellationToken) is not { } chat)
            return await previews.ShowAsync(turn, head, Content(head), form, new Refusal("decisions.refused.noChat"), asksAgain: false, null, cancellationToken);
        await outbox.CommitAsync(DecisionRows.Table, head.PartitionKey, [PostPreview.To(head.PartitionKey, turn, chat.Place)], cancellationToken);
        return await previews.ShowAsync(turn, head, Content(head), form, problem: null, asksAgain: false, library.Text.Format("decisions.preview.sentToSelf"), cancellationToken);
    }

    private static DecisionContent Content(DecisionHead head) => head.Writing ?? head.Decision.Content;
}
