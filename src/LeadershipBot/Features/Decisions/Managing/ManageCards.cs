using LeadershipBot.Domain;
using LeadershipBot.Domain.Decisions;
using LeadershipBot.Domain.Disclosure;
using LeadershipBot.Features.Decisions.Reactions;
using LeadershipBot.Features.Decisions.Sending;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Sending;

namespace LeadershipBot.Features.Decisions.Managing;

/// <summary>The dialog in which chairs and organisers see what became of a decision, and go on with it, correct it or withdraw it.</summary>
internal sealed class ManageCards(CardLibrary library, Sentences sentences, DecisionShelf shelf, SendingShelf sendings, IAudience audience)
{
    private const int GroupsMax = 12;
    private const int CommentsOnPage = 8;

    private readonly TextFile _text = library.Text;

    /// <param name="turn">Who looks, and at which page of the comments.</param>
    /// <param name="head">The decision.</param>
    /// <param name="problem">Why something could not be done; null where nothing is wrong.</param>
    /// <param name="said">What has just been done; null if nothing was.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<Answer> ShowAsync(Turn turn, DecisionHead head, Refusal? problem, CardText? said, CancellationToken cancellationToken)
    {
        var decision = head.Decision;
        if (!decision.MayBeMadeBy(turn.Actor))
            return new Answer.Refused(new Refusal(DecisionRefusals.Role));
        var content = decision.Content.What.Length > 0 ? decision.Content : head.Writing ?? decision.Content;
        var title = _text.Plain("decisions.manage.title");
        var data = new CardData()
            .SetId("organisationId", decision.Organisation.Id)
            .SetId("decision", head.PartitionKey)
            .Set("state", DecisionWords.State(_text, decision, turn.TimeZone))
            .Set("what", CardText.FromPerson(content.What.Length > 0 ? content.What : _text.Plain("decisions.list.untitled").Words))
            .Set("mayWrite", decision.State is DecisionState.Draft or DecisionState.Sent)
            .Set("write", _text.Plain(decision.State is DecisionState.Draft ? "decisions.manage.goOn" : "decisions.manage.correct"))
            .Set("mayHold", decision.State is DecisionState.Scheduled)
            .Set("mayWithdraw", decision.State is DecisionState.Sent)
            .Set("mayCopy", decision.BegunAt is not null)
            .Set("why", PlainText.FromPerson(problem?.TextKey is "shell.refused.patientData" ? "" : turn.Data.Text("why", DecisionLimits.CommentCharactersMax)))
            .Set("summary", title)
            .Set("spoken", _text.AsSpoken(title));
        if (problem is not null)
        {
            var (happened, next) = sentences.InCard(problem);
            data.Set("problem", happened).Set("problemNext", next);
        }

        if (said is { } done)
            data.Set("said", done);
        await SetReportAsync(data, turn, head, cancellationToken);
        return new Answer.Dialog(title, new CardView("decisions/manage", data, title));
    }

    /// <summary>How many have it, and what they say, all together and by locality, as the one rule lets be shown.</summary>
    private async Task SetReportAsync(CardData data, Turn turn, DecisionHead head, CancellationToken cancellationToken)
    {
        data.Set("comments", []);
        var (lines, totals, groups) = (new List<CardText>(), new List<CardData>(), new List<CardData>());
        if (head.Decision.BegunAt is not null)
        {
            var sending = await sendings.FindAsync(DecisionSending.SendingOf(head.PartitionKey), cancellationToken);
            var count = sending is null ? null : await sendings.CountAsync(sending, cancellationToken);
            if (count is not null)
                lines.Add(count.Sum.NotReached == 0
                    ? _text.Format("decisions.report.sent.all", ("got", count.Sum.Got), ("total", count.Sum.Total))
                    : _text.Format("decisions.report.sent", ("got", count.Sum.Got), ("total", count.Sum.Total), ("missed", count.Sum.NotReached)));
            var shown = ReactionDisclosure.Of(head, await shelf.ListResultsAsync(head.PartitionKey, cancellationToken), Reader.Leader);
            var people = shown.Answered ?? 0;
            lines.Add(_text.Format("decisions.report.people", ("count", people)));
            if (count is not null && head.IsPublished && !head.Decision.IsPostedHere)
                lines.Add(_text.Format("decisions.report.silent", ("count", Math.Max(0, count.Sum.Got - people))));
            lines.AddRange(shown.Reasons.Select(sentences.InCard));
            totals.AddRange(ReactionDisclosure.Bars(_text, shown.Whole));
            groups.AddRange(await GroupsAsync(turn, shown, cancellationToken));
            if (shown.Comments is CommentsShown.All)
                await SetCommentsAsync(data, turn, head, cancellationToken);
        }

        data.Set("lines", lines.Select(line => new CardData().Set("line", line))).Set("totals", totals).Set("groups", groups);
    }

    private async Task<IEnumerable<CardData>> GroupsAsync(Turn turn, Shown shown, CancellationToken cancellationToken)
    {
        if (shown.Groups.Count == 0)
            return [];
        var names = await audience.NameLocalitiesAsync(turn.Actor.Organisation.Id, cancellationToken);
        var all = shown.Groups.Take(GroupsMax).Select(group => Group(group.Name.Length == 0 ? _text.Plain("decisions.report.noLocality").Words : names.GetValueOrDefault(group.Name, group.Name), group));
        if (shown.Groups.Count > GroupsMax)
            all = all.Append(new CardData().Set("line", _text.Format("decisions.report.moreGroups", ("count", shown.Groups.Count - GroupsMax))));
        return shown.Others is { } others ? all.Append(Group(_text.Plain("decisions.report.others", ("count", others.GroupsInIt)).Words, others)) : all;
    }

    private CardData Group(string name, ShownGroup group) => new CardData()
        .Set("line", _text.Format("decisions.report.group", ("name", name), ("noted", group.Counts[0]), ("disagreed", group.Counts[1])));

    /// <summary>What people wrote, without names, in an order that comes from the words alone.</summary>
    private async Task SetCommentsAsync(CardData data, Turn turn, DecisionHead head, CancellationToken cancellationToken)
    {
        turn.Data.TryNumber("comments", out var page);
        var comments = (await shelf.ListReactionsAsync(head.PartitionKey, cancellationToken)).Select(one => one.Said.Comment).Where(words => words.Length > 0);
        var shown = comments.OrderBy(words => Keys.Hash(head.PartitionKey, words), StringComparer.Ordinal).ToList().PageOf(page, CommentsOnPage);
        data.Set("comments", shown.Items.Select(words => new CardData().Set("words", CardText.FromPerson(words)))).SetPages(shown);
    }
}
