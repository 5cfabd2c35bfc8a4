using System.Globalization;
using LeadershipBot.Domain.PeerReview;
using LeadershipBot.Domain.Time;
using LeadershipBot.Features.PeerReview.Rounds;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Asks;

namespace LeadershipBot.Features.PeerReview.Prompts;

/// <summary>The card of one prompt: a tap for each scale, and one to send; with many scales one tap for all. It shows nothing of what was answered before.</summary>
internal sealed class PromptCards(RoundCards rounds, CardLibrary library, TimeProvider time)
{
    /// <summary>The input that answers all scales alike.</summary>
    public const string Alike = "all";

    /// <summary>The input of a comment.</summary>
    public const string Comment = "comment";

    private readonly TextFile _text = library.Text;

    /// <param name="round">The round.</param>
    /// <param name="left">What waits; at least one.</param>
    /// <param name="index">Which of those is shown.</param>
    /// <param name="zone">The reader's time zone.</param>
    /// <param name="note">What was just done; null for nothing.</param>
    public CardView Prompt(ReviewRound round, PromptsLeft left, int index, TimeZoneInfo zone, CardText? note)
    {
        var place = _text.Format("review.prompt.place", ("number", left.All - left.Waiting.Count + 1), ("all", left.All));
        return Prompt(round, left, index % left.Waiting.Count, zone, note, "review.prompt.self", place, skip: (index % left.Waiting.Count) + 1);
    }

    private CardView Prompt(ReviewRound round, PromptsLeft left, int index, TimeZoneInfo zone, CardText? note, string selfTitle, CardText place, int skip)
    {
        var prompt = left.Waiting[index];
        var title = prompt.IsSelf ? _text.Plain(selfTitle) : _text.Plain("review.prompt.about", ("name", prompt.Person));
        var data = new CardData()
            .SetId("organisationId", round.Organisation.Id)
            .SetId("round", round.Id)
            .Set("subject", PlainText.FromPerson(prompt.Name))
            .Set("skip", skip)
            .Set("organisation", CardText.FromPerson(_text.NameOf(round.Organisation)))
            .Set("until", UntilOf(round, zone))
            .Set("title", CardText.FromPerson(title.Words))
            .Set("place", place)
            .Set("privacy", prompt.IsSelf ? _text.Format("review.prompt.privacy.self") : rounds.PromptPrivacy(prompt.Person))
            .Set("isSelf", prompt.IsSelf)
            .Set("isOther", !prompt.IsSelf)
            .Set("maySkip", left.Waiting.Count > 1)
            .SetId("comment", NameOf(Comment, prompt.Name))
            .Set("alike", PromptTaps.OffersAlike(round.Questions.Count) ? [new CardData().SetId("id", NameOf(Alike, prompt.Name)).Set("label", _text.Plain("review.prompt.alike", ("taps", PromptTaps.Alike))).Set("steps", Steps())] : [])
            .Set("questions", round.Questions.Select((question, number) => new CardData()
                .SetId("id", NameOf(ScaleOf(number), prompt.Name))
                .Set("question", PlainText.FromPerson(question))
                .Set("isRequired", !PromptTaps.OffersAlike(round.Questions.Count))
                .Set("missing", _text.Plain("review.prompt.missing"))
                .Set("steps", Steps())))
            .Set("summary", title)
            .Set("spoken", _text.AsSpoken(title));
        if (note is { } said)
            data.Set("note", said);
        return new CardView("review/prompt", data, title);
    }

    /// <summary>The first of what waits, or that nothing does any more.</summary>
    /// <param name="round">The round.</param>
    /// <param name="left">What waits.</param>
    /// <param name="zone">The reader's time zone.</param>
    /// <param name="note">What was just done.</param>
    public CardView Next(ReviewRound round, PromptsLeft left, TimeZoneInfo zone, CardText note) => left.Waiting.Count == 0 ? Done(round, zone) : Prompt(round, left, 0, zone, note);

    /// <summary>
    /// What waits, as a message; null where nothing does. Teams keeps messages, and others may search them: so it names no colleague, nor
    /// says how many there are. It is the prompt about oneself, or, where that was answered, a button.
    /// </summary>
    public AskCard? Brought(ReviewRound round, PromptsLeft left, TimeZoneInfo zone)
    {
        if (left.Waiting.Count == 0)
            return null;
        var view = left.Waiting[^1].IsSelf ? Prompt(round, left, left.Waiting.Count - 1, zone, note: null, "review.prompt.self.first", _text.Format("review.prompt.place.first"), skip: 0) : Remind(round, zone);
        return new AskCard(view.Summary, view);
    }

    private CardView Remind(ReviewRound round, TimeZoneInfo zone)
    {
        var title = _text.Plain("review.remind.title", ("title", round.Title));
        return new CardView("review/remind", new CardData()
            .SetId("organisationId", round.Organisation.Id)
            .SetId("round", round.Id)
            .Set("organisation", CardText.FromPerson(_text.NameOf(round.Organisation)))
            .Set("until", UntilOf(round, zone))
            .Set("title", CardText.FromPerson(title.Words))
            .Set("summary", title)
            .Set("spoken", _text.AsSpoken(title)), title);
    }

    private CardText UntilOf(ReviewRound round, TimeZoneInfo zone) => _text.Format("review.prompt.until", ("when", TimeWords.Moment(time.GetUtcNow() < round.ClosesAt ? round.ClosesAt : round.LastAt, zone)));

    private CardView Done(ReviewRound round, TimeZoneInfo zone)
        => NoticeCard.Of(_text, _text.Plain("review.prompt.done"), null, [_text.Format("review.prompt.done.next", ("when", TimeWords.Moment(round.LastAt, zone)))], _text.Format("review.kind.of", ("organisation", _text.NameOf(round.Organisation))));

    /// <summary>The input of a scale.</summary>
    public static string ScaleOf(int number) => string.Create(CultureInfo.InvariantCulture, $"q{number + 1}");

    /// <summary>
    /// What an input is called on the prompt about somebody: on no other prompt the same. Where a card takes the place of another, clients
    /// keep what was chosen or typed in inputs of the same name, and it would be said of the next.
    /// </summary>
    /// <param name="input">Which input it is.</param>
    /// <param name="subject">About whom, by their name within the round; empty for oneself.</param>
    public static string NameOf(string input, string subject) => subject.Length == 0 ? input : $"{input}-{subject}";

    /// <summary>A step of a scale in words, from 1.</summary>
    public static string StepOf(TextFile text, int step) => text.Plain(step switch { 1 => "review.step.rarely", 2 => "review.step.sometimes", 3 => "review.step.often", _ => "review.step.nearlyAlways" }).Words;

    private IEnumerable<CardData> Steps()
        => Enumerable.Range(1, ReviewLimits.ScaleMax).Select(step => new CardData().Set("title", PlainText.FromPerson(StepOf(_text, step))).SetId("value", step.ToString(CultureInfo.InvariantCulture)))
            .Append(new CardData().Set("title", _text.Plain("review.step.notApplying")).SetId("value", "-"));
}
