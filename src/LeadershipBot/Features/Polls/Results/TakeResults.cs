using LeadershipBot.Domain;
using LeadershipBot.Features.Polls.Electorates;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Files;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Polls.Results;

/// <summary>Whoever asked, an organiser or a chair takes a result as a file, which comes in their own chat. That they did is in the audit.</summary>
internal sealed class TakeResults(ResultReader reader, FileDesk desk, ResultTable table, ResultData data, AnswersFile answers, PracticesFile practices, IDirectory directory, IRecordStore store) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if ((await reader.ReadAsync(turn.Data.Text("poll"), turn.Actor, turn.Place, cancellationToken)).IsRefused(out var refusal, out var reading))
            return new Answer.Refused(refusal);
        if (!reading.IsLeader)
            return new Answer.Refused(new Refusal("polls.refused.answers", ("asker", reading.Poll.AskedByName)));
        var file = turn.Data.Text("file");
        if (file == AnswersFile.Choice && !reading.First.WhoAnsweredWhat)
            return new Answer.Refused(new Refusal("polls.refused.answersHidden"));
        var key = reading.Head.PartitionKey;
        var (offer, taken) = file switch
        {
            ResultData.Choice => (data.Offer(reading.Head), Audit.Entry(key, turn, "polls.resultTaken")),
            PracticesFile.Choice => (practices.Offer(reading.Head), Audit.Entry(key, turn, "polls.resultTaken")),
            AnswersFile.Choice => (answers.Offer(reading.Head), Audit.Entry(key, turn, "polls.answersTaken")),
            _ => (table.Offer(reading.Head), Audit.Entry(key, turn, "polls.resultTaken")),
        };
        await directory.NoteAsync(turn.Actor.MemberId, reading.Poll.Organisation.Id, cancellationToken); // the asker may have left it
        await store.CommitAsync(PollRows.Table, key, [taken], cancellationToken);
        return await desk.OfferAsync(turn, offer, cancellationToken);
    }
}
