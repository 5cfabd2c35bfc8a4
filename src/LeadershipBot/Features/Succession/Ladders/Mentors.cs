using LeadershipBot.Domain;
using LeadershipBot.Domain.Applying;
using LeadershipBot.Domain.People;
using LeadershipBot.Domain.Succession;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Succession.Ladders;

/// <summary>A member opens the dialog in which they offer to be a mentor, or wish for one.</summary>
internal sealed class OpenCall(MentorCards cards) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
        => PostGate.CheckOwnChat(turn) is { } refusal ? new Answer.Refused(refusal) : await cards.CallAsync(turn, problem: null, cancellationToken);
}

/// <summary>A member offers, or wishes; whoever wishes for a mentor who offered and has room is matched at once.</summary>
internal sealed class SayCall(LadderShelf shelf, MentorCards cards, LadderCards ladder, CardLibrary library) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (PostGate.CheckOwnChat(turn) is { } refusal)
            return new Answer.Refused(refusal);
        var (organisation, words) = (turn.Actor.Organisation.Id, turn.Data.Text("words", Mentoring.WordsCharactersMax + 1));
        var isWish = turn.Data.Text("call") == "wish";
        if (Mentoring.WhyNot(words, turn.Today) is { } problem)
            return await cards.CallAsync(turn, problem, cancellationToken);
        var me = new Person(turn.Actor.MemberId, turn.Actor.Name);
        var saidKey = isWish ? "posts.mentor.wished" : "posts.mentor.offered";
        if (isWish && MemberId.TryParse(turn.Data.Text("mentor"), out var mentor))
        {
            if ((await shelf.MatchAsync(organisation, mentor, me, words, turn, cancellationToken)).IsRefused(out var no, out _))
                return await cards.CallAsync(turn, no, cancellationToken);
            saidKey = "posts.mentor.matched";
        }
        else
        {
            await shelf.CallAsync(organisation, isWish ? LadderRows.Wish : LadderRows.Mentor, new MentorCall(me, words, turn.At), cancellationToken);
        }

        var said = library.Text.Plain(saidKey);
        return new Answer.Say(said) { Renewed = await ladder.ShowAsync(turn, CardText.FromPerson(said.Words), cancellationToken) };
    }
}

/// <summary>One of two, or whoever manages posts, ends it; both are told.</summary>
internal sealed class EndPair(LadderShelf shelf, LadderCards ladder, MentorCards cards, CardLibrary library) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (PostGate.CheckOwnChat(turn) is { } refusal)
            return new Answer.Refused(refusal);
        var isManaged = turn.Actor.HoldsAny(Post.Makers);
        if ((await shelf.EndAsync(turn.Actor.Organisation.Id, turn.Data.Text("pair"), turn, isManaged, cancellationToken)).IsRefused(out var no, out _))
            return new Answer.Refused(no);
        var note = library.Text.Format("posts.mentor.ended");
        return new Answer.Card(turn.Data.Text("from") == "list" && isManaged ? await cards.ListAsync(turn, note, cancellationToken) : await ladder.ShowAsync(turn, note, cancellationToken));
    }
}

/// <summary>An organiser or a chair sees who offers, who wishes, and who is whose mentor; and matches them.</summary>
internal sealed class ShowMentors(MentorCards cards) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
        => PostGate.CheckMaking(turn) is { } refusal ? new Answer.Refused(refusal) : new Answer.Card(await cards.ListAsync(turn, note: null, cancellationToken));
}

/// <summary>An organiser or a chair opens the dialog in which two are matched.</summary>
internal sealed class OpenMatch(MentorCards cards) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
        => PostGate.CheckMaking(turn) is { } refusal ? new Answer.Refused(refusal) : await cards.MatchAsync(turn, problem: null, cancellationToken);
}

/// <summary>An organiser or a chair matches somebody who wishes with somebody who offers; both are told.</summary>
internal sealed class MatchMentor(LadderShelf shelf, MentorCards cards, CardLibrary library) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (PostGate.CheckMaking(turn) is { } refusal)
            return new Answer.Refused(refusal);
        var organisation = turn.Actor.Organisation.Id;
        var wish = (await shelf.ListCallsAsync(organisation, LadderRows.Wish, cancellationToken)).Find(call => call.Who.Id.ToString() == turn.Data.Text("mentee"));
        if (wish is null || !MemberId.TryParse(turn.Data.Text("mentor"), out var mentor))
            return await cards.MatchAsync(turn, new Refusal("posts.refused.noWish"), cancellationToken);
        if ((await shelf.MatchAsync(organisation, mentor, wish.Who, wish.Words, turn, cancellationToken)).IsRefused(out var no, out _))
            return await cards.MatchAsync(turn, no, cancellationToken);
        var said = library.Text.Plain("posts.mentor.matched");
        return new Answer.Say(said) { Renewed = await cards.ListAsync(turn, CardText.FromPerson(said.Words), cancellationToken) };
    }
}
