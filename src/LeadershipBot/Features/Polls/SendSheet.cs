using LeadershipBot.Domain;
using LeadershipBot.Domain.Polls;
using LeadershipBot.Shell;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Polls;

/// <summary>
/// A member sends a page of the dialog in which a poll is answered: what can't be taken comes back with what was typed;
/// then the next page comes, and with the last one the answer counts. A survey that is left half filled in goes on there.
/// </summary>
internal sealed class SendSheet(PollShelf shelf, VoteBox box, SheetCards cards, PollCards polls, IRecordStore store) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        var key = turn.Data.Text("poll");
        if (await shelf.FindAsync(key, cancellationToken) is not { } head)
            return new Answer.Unusable(new Refusal("polls.refused.unknown"));
        var form = SheetForm.Read(turn.Data, head.Poll);
        if (turn.Data.Text("go") == Back)
            return cards.Page(turn, head, form with { Page = Math.Max(0, form.Page - 1) }, problem: null);
        if (IsBeingRanked(head.Poll, form))
            return cards.Page(turn, head, form, problem: null);
        if (ProblemOf(head.Poll, form, turn.Today) is { } problem)
            return cards.Page(turn, head, form, problem);
        if (form.Page < SheetForm.PagesOf(head.Poll).Count - 1)
        {
            await KeepAsync(turn, head, form, cancellationToken);
            return cards.Page(turn, head, form with { Page = form.Page + 1 }, problem: null);
        }

        return await CountAsync(turn, key, form, cancellationToken);
    }

    /// <summary>What the button holds that turns back a page.</summary>
    public const string Back = "back";

    private async Task<Answer> CountAsync(Turn turn, string key, SheetForm form, CancellationToken cancellationToken)
    {
        var voted = await box.TakeAsync(key, new Vote(turn, (_, _) => new ReadSheet(form.Sheet)), cancellationToken);
        if (voted is not { Head: { } head, Tally: { } tally })
            return new Answer.Unusable(voted.Refused!);
        if (voted.Refused is { } refused)
            return refused.TextKey == PollRefusals.Closed ? new Answer.Refused(refused) : cards.Page(turn, head, form, refused);
        if (head.Poll.IsSurvey)
            await store.CommitAsync(PollRows.Table, head.PartitionKey, [new Change.Delete(PollRows.Draft + turn.Actor.Id, null)], cancellationToken);
        return new Answer.Say(cards.Recorded(head.Poll)) { Renewed = polls.For(turn, head, tally, voted.Sheet) };
    }

    /// <summary>Half-filled pages are kept for whoever goes on later; the same page again is the same row.</summary>
    private Task KeepAsync(Turn turn, PollHead head, SheetForm form, CancellationToken cancellationToken)
        => store.CommitAsync(PollRows.Table, head.PartitionKey, [new Change.Upsert(PollRows.OfDraft(head.PartitionKey, turn.Actor.Id, form.Sheet, turn.At))], cancellationToken);

    private static bool IsBeingRanked(Poll poll, SheetForm form)
    {
        var q = SheetForm.PagesOf(poll)[form.Page][0];
        return poll.Questions[q].Kind is QuestionKind.Ranking && form.Sheet.Responses[q].Chosen.Count < poll.Questions[q].Choices.Count;
    }

    private static Refusal? ProblemOf(Poll poll, SheetForm form, DateOnly today)
    {
        var page = SheetForm.PagesOf(poll)[form.Page];
        foreach (var q in page)
        {
            if (poll.Questions[q].Check(form.Sheet.Responses[q]) is { } refusal)
                return refusal;
        }

        return poll.CheckWords(form.Sheet, today, isWhole: form.Page == SheetForm.PagesOf(poll).Count - 1);
    }
}
