using LeadershipBot.Domain;
using LeadershipBot.Domain.Polls;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Polls.Suggestions;

/// <summary>
/// Somebody who is asked suggests a further choice: whoever asked decides. Whoever may decide adds theirs at once. The same
/// words again, by a second delivery or from a second device, are the same suggestion.
/// </summary>
internal sealed class SendSuggestion(PollShelf shelf, ITeams teams, SuggestionShelf suggestions, SuggestionCards cards, Outbox outbox, Contention contention, IDirectory directory, Sentences sentences) : ISlice
{
    public Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
        => contention.RunAsync(stop => OnceAsync(turn, stop), cancellationToken);

    private async Task<Answer?> OnceAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (await shelf.FindAsync(turn.Data.Text("poll"), cancellationToken) is not { } head)
            return new Answer.Unusable(new Refusal("polls.refused.unknown"));
        var typed = turn.Data.Text("choice", PollLimits.ChoiceCharactersMax * 4);
        var there = await suggestions.ListAsync(head.PartitionKey, cancellationToken);
        var ruling = Suggesting.Suggest(head.Poll, typed, new Suggester(turn.Actor.Id, head.Poll.HidesWho ? "" : turn.Actor.Name, head.Poll.MayBeManagedBy(turn.Actor)), [.. there.Select(one => one.Suggestion)], turn.At, turn.Today);
        var isNew = ruling.IsRefused(out var unfit, out var suggestion) || !there.Any(one => ReferenceEquals(one.Suggestion, suggestion));
        if (isNew && await OpenSuggestion.WhyNotAsync(turn, head, shelf, teams, cancellationToken) is { } refusal)
            return new Answer.Refused(refusal);
        if (suggestion is null)
            return cards.Form(turn, head, typed, unfit);
        if (!isNew)
            return Said(head.Poll, suggestion);

        if (Changes(turn, head, suggestion).IsRefused(out var full, out var made))
            return cards.Form(turn, head, typed, full);
        await directory.NoteAsync(turn.Actor.MemberId, head.Poll.Organisation.Id, cancellationToken); // they may be a guest there; it is found by this
        return await outbox.CommitAsync(PollRows.Table, head.PartitionKey, made.Changes, cancellationToken) is CommitResult.Conflict ? null : Said(head.Poll, made.Suggestion);
    }

    private static Ruling<Made> Changes(Turn turn, PollHead head, ChoiceSuggestion suggestion)
    {
        var key = head.PartitionKey;
        if (!head.Poll.MayBeManagedBy(turn.Actor))
        {
            // With the poll's row, so that what was looked at (its choices, how many were suggested) still holds.
            return new Made(suggestion, [new Change.Insert(SuggestionRows.Of(key, suggestion)), new Change.Replace(PollRows.OfPoll(head.Poll, head.AskedIn, head.ETag)), AskOwner.At(key, SuggestionRows.IdOf(suggestion.Words), turn.At)]);
        }

        if (Suggesting.Add(head.Poll, suggestion, turn.Actor, turn.At).IsRefused(out var refusal, out var added))
            return refusal;
        return new Made(added.Suggestion, [new Change.Insert(SuggestionRows.Of(key, added.Suggestion)), .. AddSuggestion.Choice(turn, head, added.Poll)]);
    }

    private Answer Said(Poll poll, ChoiceSuggestion suggestion) => suggestion.State switch
    {
        SuggestionState.Waiting => new Answer.Say(sentences.Text.Plain("polls.suggest.kept", ("name", poll.AskedByName))),
        SuggestionState.Added => new Answer.Say(sentences.Text.Plain("polls.suggest.added", ("choice", suggestion.Words))),
        SuggestionState.NotAdded => new Answer.Refused(new Refusal("polls.suggest.refused.declined", ("choice", suggestion.Words), ("why", suggestion.Why))),
        _ => new Answer.Refused(new Refusal("polls.suggest.refused.closed")),
    };

    private sealed record Made(ChoiceSuggestion Suggestion, IReadOnlyList<Change> Changes);
}
