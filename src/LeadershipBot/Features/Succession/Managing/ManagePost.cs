using LeadershipBot.Domain;
using LeadershipBot.Domain.Succession;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Succession.Managing;

/// <summary>An organiser or a chair sees how a post stands, and goes on with it.</summary>
internal sealed class OpenManage(PostShelf shelf, ManageCards cards) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
        => PostGate.CheckOwnChat(turn) is { } notHere ? new Answer.Refused(notHere)
            : (await shelf.FindManagedAsync(turn, cancellationToken)).IsRefused(out var refusal, out var head) ? new Answer.Refused(refusal)
            : await cards.ShowAsync(turn, head, problem: null, said: null, cancellationToken);
}

/// <summary>An organiser or a chair takes no more applications, before the time.</summary>
internal sealed class ClosePost(PostShelf shelf, ManageCards cards, CardLibrary library) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if ((await shelf.FindManagedAsync(turn, cancellationToken)).IsRefused(out var refusal, out var head))
            return new Answer.Refused(refusal);
        var ruling = await shelf.ChangeAsync(turn, head, post => post.Close(turn.At), Audit.Entry(head.Key, turn, "posts.closed"), cancellationToken);
        return await cards.AfterAsync(turn, head, ruling, library.Text.Format("posts.manage.closed"), cancellationToken);
    }
}

/// <summary>An organiser or a chair says on which day the interviews are, or that it isn't known yet.</summary>
internal sealed class SetInterview(PostShelf shelf, ManageCards cards, CardLibrary library) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if ((await shelf.FindManagedAsync(turn, cancellationToken)).IsRefused(out var refusal, out var head))
            return new Answer.Refused(refusal);
        var day = Columns.Day(turn.Data.Text("interview"));
        var ruling = await shelf.ChangeAsync(turn, head, post => post.SetInterview(day), Audit.Entry(head.Key, turn, "posts.interviewSet"), cancellationToken);
        var said = day is { } on ? library.Text.Format("posts.manage.interview.done", ("date", PostWords.Date(on))) : library.Text.Format("posts.manage.interview.none");
        return await cards.AfterAsync(turn, head, ruling, said, cancellationToken);
    }
}

/// <summary>An organiser or a chair doesn't offer a post any more, and says why. Who holds it still does.</summary>
internal sealed class WithdrawPost(PostShelf shelf, ManageCards cards, CardLibrary library) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if ((await shelf.FindManagedAsync(turn, cancellationToken)).IsRefused(out var refusal, out var head))
            return new Answer.Refused(refusal);
        var reason = turn.Data.Text("reason", PostLimits.ShortCharactersMax);
        if (Domain.Text.PatientData.FindIn(reason, turn.Today) is not null)
            return await cards.ShowAsync(turn, head, new Refusal("shell.refused.patientData"), said: null, cancellationToken);
        var ruling = await shelf.ChangeAsync(turn, head, post => post.Withdraw(reason), Audit.Entry(head.Key, turn, "posts.withdrawn"), cancellationToken);
        return await cards.AfterAsync(turn, head, ruling, library.Text.Format("posts.manage.withdrawn"), cancellationToken);
    }
}

/// <summary>The dialog in which a post is managed.</summary>
internal sealed class ManageCards(PostShelf shelf, CardLibrary library, Sentences sentences)
{
    private const int TenuresMax = 8;

    private readonly TextFile _text = library.Text;

    /// <summary>The dialog after something was done, or why it was not.</summary>
    public async Task<Answer> AfterAsync(Turn turn, PostHead head, Ruling<Post> ruling, CardText said, CancellationToken cancellationToken)
    {
        var isRefused = ruling.IsRefused(out var problem, out _);
        return await ShowAsync(turn, await shelf.FindAsync(head.Key, cancellationToken) ?? head, problem, isRefused ? null : said, cancellationToken);
    }

    /// <param name="turn">Who looks.</param>
    /// <param name="head">The post.</param>
    /// <param name="problem">Why something could not be done; null where nothing is wrong.</param>
    /// <param name="said">What has just been done; null if nothing was.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<Answer> ShowAsync(Turn turn, PostHead head, Refusal? problem, CardText? said, CancellationToken cancellationToken)
    {
        var (post, content) = (head.Post, head.Post.IsPublished ? head.Post.Content : head.Written);
        var (title, isConfided) = (_text.Plain("posts.manage.title"), post.IsConfidedTo(turn.Actor));
        var current = post.Tenures.Where(tenure => !(tenure.Until < turn.Today)).Take(TenuresMax).ToList();
        var isOffered = post.WithdrawnBecause is null;
        var data = new CardData()
            .SetId("organisationId", post.Organisation.Id)
            .SetId("post", head.Key)
            .SetId("opening", PostRows.OpeningOf(head.Key, post.Round?.Number ?? 0))
            .Set("state", CardText.FromPerson(PostWords.State(_text, post, turn.At, turn.TimeZone).Words))
            .Set("title", CardText.FromPerson(content.Title.Length > 0 ? content.Title : _text.Plain("posts.untitled").Words))
            .Set("holders", current.Select(tenure => new CardData().Set("line", HolderOf(tenure, isConfided, turn.Today))))
            .Set("confided", isConfided && current.Count > 0 ? _text.Format("posts.manage.confided", ("name", content.RunBy?.Name ?? "")) : CardText.FromPerson(""))
            .Set("isConfided", isConfided && current.Count > 0)
            .Set("hasWriting", head.Writing is not null)
            .Set("isOffered", isOffered)
            .Set("isPublished", post.IsPublished)
            .Set("mayOpen", isOffered && (post.Round is null || post.Round.IsOverAt(turn.At)))
            .Set("mayClose", isOffered && post.Round is { } round && !round.IsOverAt(turn.At))
            .Set("hasRound", post.Round is not null)
            .Set("mayInterview", isOffered && post.Round is { FilledAt: null })
            .Set("interview", PlainText.FromPerson(Columns.Text(post.Round?.InterviewOn)))
            .Set("mayEnd", current.Count > 0)
            .Set("summary", title)
            .Set("spoken", _text.AsSpoken(title));
        if (problem is not null)
        {
            var (happened, next) = sentences.InCard(problem);
            data.Set("problem", happened).Set("problemNext", next);
        }

        if (said is { } done)
            data.Set("said", done);
        return Task.FromResult<Answer>(new Answer.Dialog(title, new CardView("posts/manage", data, title)));
    }

    private CardText HolderOf(Tenure tenure, bool isConfided, DateOnly today)
    {
        var line = PostWords.Holder(_text, tenure);
        if (tenure.From > today)
            line = _text.Plain("posts.manage.from", ("holder", line), ("date", PostWords.Date(tenure.From))).Words;
        return CardText.FromPerson(isConfided ? _text.Plain("posts.manage.says", ("holder", line), ("intention", PostWords.Of(_text, tenure.Intention))).Words : line);
    }
}
