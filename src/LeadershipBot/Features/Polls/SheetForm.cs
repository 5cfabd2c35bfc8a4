using System.Globalization;
using LeadershipBot.Domain;
using LeadershipBot.Domain.Polls;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Polls;

/// <summary>
/// The dialog in which a poll is answered, as far as it is filled in: in pages of a few questions, a ranking on a page of its
/// own. What earlier pages hold is carried by the dialog itself, so that nothing of it need be kept.
/// </summary>
/// <param name="Page">From 0.</param>
/// <param name="Sheet">What was answered so far; a question that wasn't is left out.</param>
internal sealed record SheetForm(int Page, AnswerSheet Sheet)
{
    private const string EditionInput = "edition";

    /// <summary>The edition of the poll to which it is an answer.</summary>
    public int Edition { get; init; }

    private const int OnPageMax = 3;

    private const int NumbersCharactersMax = 100;
    private const string ReasonInput = "reason";

    /// <summary>An empty form, or one that begins with an answer given before.</summary>
    public static SheetForm Begin(Poll poll, AnswerSheet? before)
        => new(0, before is not null && before.Responses.Count == poll.Questions.Count ? before : new AnswerSheet([.. poll.Questions.Select(_ => Response.Skipped)])) { Edition = poll.Edition };

    /// <summary>What came back: the page that was sent, over what was carried.</summary>
    public static SheetForm Read(TurnData data, Poll poll)
    {
        data.TryNumber("page", out var page);
        page = Math.Clamp(page, 0, PagesOf(poll).Count - 1);
        var form = new SheetForm(page, data.TryText(CarriedForm.Name, out _) ? Carried(CarriedForm.Read(data), poll) : Begin(poll, null).Sheet) { Edition = EditionIn(data) };
        if (data.Text("go") == Back)
            return form; // that button sends no inputs
        var responses = form.Sheet.Responses.ToArray();
        foreach (var q in PagesOf(poll)[page])
            responses[q] = ReadQuestion(data, poll.Questions[q], q, responses[q]);
        var isLast = page == PagesOf(poll).Count - 1;
        return form with { Sheet = new AnswerSheet(responses, isLast && poll.Reason is not ReasonMode.Off ? data.Text(ReasonInput, PollLimits.ReasonCharactersMax + 1) : form.Sheet.Reason) };
    }

    /// <summary>The indices of the questions on each page.</summary>
    public static IReadOnlyList<IReadOnlyList<int>> PagesOf(Poll poll)
    {
        var pages = new List<List<int>>();
        for (var q = 0; q < poll.Questions.Count; q++)
        {
            var isAlone = poll.Questions[q].Kind is QuestionKind.Ranking;
            if (pages.Count == 0 || isAlone || pages[^1].Count == OnPageMax || poll.Questions[pages[^1][0]].Kind is QuestionKind.Ranking)
                pages.Add([]);
            pages[^1].Add(q);
        }

        return pages;
    }

    /// <summary>
    /// The page that comes next, and what is wrong with this one: the page before, the same after each press of a ranking, or if
    /// something can't be taken, or the one after; null where this was the last, and all can be taken.
    /// </summary>
    public (SheetForm Form, Refusal? Problem)? Turned(Poll poll, Turn turn)
    {
        if (turn.Data.Text("go") == Back)
            return (this with { Page = Math.Max(0, Page - 1) }, null);
        var page = PagesOf(poll)[Page];
        var isLast = Page == PagesOf(poll).Count - 1;
        if (turn.Data.TryText("rank", out _))
            return (this, null); // the order is looked at before it is sent
        var problem = page.Select(q => poll.Questions[q].Check(Sheet.Responses[q])).FirstOrDefault(refusal => refusal is not null) ?? poll.CheckWords(Sheet, turn.Today, isWhole: isLast);
        if (problem is not null)
            return (this, problem);
        return isLast ? null : (this with { Page = Page + 1 }, null);
    }

    /// <summary>All that was answered so far, for the dialog to carry along.</summary>
    public string ToCarried() => CarriedForm.Write(Sheet.Responses
        .Select((response, q) => (InputOf(q), response.Text.Length > 0 ? response.Text : response.IsSkipped ? "" : response.ToNumbers()))
        .Append((ReasonInput, Sheet.Reason))
        .Append((EditionInput, Edition == 0 ? "" : Edition.ToString(CultureInfo.InvariantCulture))));

    /// <summary>The edition that a page carries, whatever else is in it.</summary>
    public static int EditionIn(TurnData data) => CarriedForm.Read(data).TryNumber(EditionInput, out var edition) ? edition : 0;

    /// <summary>The name of a question's input.</summary>
    public static string InputOf(int question) => "q" + (question + 1).ToString(CultureInfo.InvariantCulture);

    private static AnswerSheet Carried(TurnData carried, Poll poll) => new(
        [.. poll.Questions.Select((question, q) => question.Kind is QuestionKind.Text
            ? Response.Of(carried.Text(InputOf(q), PollLimits.TextCharactersMax + 1))
            : Response.FromNumbers(carried.Text(InputOf(q), NumbersCharactersMax)))],
        carried.Text(ReasonInput, PollLimits.ReasonCharactersMax + 1));

    private static Response ReadQuestion(TurnData data, Question question, int index, Response carried)
    {
        if (question.Kind is QuestionKind.Text)
            return Response.Of(data.Text(InputOf(index), PollLimits.TextCharactersMax + 1));
        if (question.Kind is QuestionKind.Ranking)
            return ReadRanking(data, question, carried);
        var chosen = Response.FromNumbers(data.Text(InputOf(index), NumbersCharactersMax));
        return question.TakesSeveral ? Response.Of(chosen.Chosen.Order()) : chosen;
    }

    /// <summary>Each press says which choice comes next; the last one that is left comes by itself.</summary>
    private static Response ReadRanking(TurnData data, Question question, Response carried)
    {
        if (data.Text("rank") == Again)
            return Response.Skipped;
        if (!data.TryNumber("rank", out var number) || number < 1 || number > question.Choices.Count || carried.PlaceOf(number - 1) >= 0)
            return carried;
        List<int> chosen = [.. carried.Chosen, number - 1];
        if (chosen.Count == question.Choices.Count - 1)
            chosen.Add(Enumerable.Range(0, question.Choices.Count).First(choice => !chosen.Contains(choice)));
        return Response.Of(chosen);
    }

    /// <summary>What the button holds that turns back a page.</summary>
    public const string Back = "back";

    /// <summary>What the button holds that begins a ranking anew.</summary>
    public const string Again = "again";
}
