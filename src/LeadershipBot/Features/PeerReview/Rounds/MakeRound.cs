using System.Globalization;
using LeadershipBot.Domain;
using LeadershipBot.Domain.PeerReview;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Anonymous;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.PeerReview.Rounds;

/// <summary>An organiser or a chair opens the dialog in which a round is written.</summary>
internal sealed class OpenRound(RoundForm form, AnonymousBoxes boxes) : ISlice
{
    public Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (ReviewGate.Check(turn) is { } refusal)
            return Task.FromResult<Answer>(new Answer.Refused(refusal));
        return Task.FromResult<Answer>(boxes.IsSetUp ? form.Show(turn, problem: null) : new Answer.Refused(new Refusal("review.refused.noKey")));
    }
}

/// <summary>An organiser or a chair makes a round: members are invited to join it. The same dialog sent twice makes it once.</summary>
internal sealed class MakeRound(RoundForm form, RoundCards cards, Outbox outbox, IRecordStore store, CardLibrary library) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (ReviewGate.Check(turn) is { } refusal)
            return new Answer.Refused(refusal);
        if (RoundForm.Read(turn) is not { } draft)
            return form.Show(turn, new Refusal("review.refused.days", ("max", ReviewLimits.DaysMax.ToString(CultureInfo.InvariantCulture))));
        if (RoundDraft.Check(draft, turn.At, turn.Today).IsRefused(out var problem, out var round))
            return form.Show(turn, problem);
        var organisation = round.Organisation.Id;
        await store.CommitAsync(ReviewRows.Table, organisation, [new Change.Upsert(new Record(organisation, ReviewRows.Listed + round.Id) { ["Round"] = round.Id, ["LastAt"] = round.LastAt })], cancellationToken); // first: a line of nothing is harmless
        var key = ReviewRows.KeyOf(round);
        Change[] changes =
        [
            new Change.Insert(ReviewRows.OfRound(round, null)),
            new Change.Insert(OutboxRow.New(key, InviteMembers.Kind, "", turn.At)),
            new Change.Insert(OutboxRow.New(key, StartRound.Kind, "", round.StartsAt)),
            WatchKey.At(round, round.StartsAt),
            new Change.Insert(OutboxRow.New(key, EndRound.Kind, "", round.LastAt)), // also where it never starts: everybody hears back
            Audit.Entry(key, turn, "review.made"),
        ];
        await outbox.CommitAsync(ReviewRows.Table, key, changes, cancellationToken); // a conflict: it was sent before
        var said = PromptTaps.OffersAlike(round.Questions.Count)
            ? library.Text.Plain("review.made.alike", ("title", round.Title), ("taps", PromptTaps.OneByOne(round.Questions.Count)), ("alike", PromptTaps.Alike))
            : library.Text.Plain("review.made", ("title", round.Title), ("taps", PromptTaps.OneByOne(round.Questions.Count)));
        return new Answer.Say(said) { Renewed = await cards.ManageAsync(turn, 0, CardText.FromPerson(said.Words), cancellationToken) };
    }
}

/// <summary>The dialog in which a round is written.</summary>
internal sealed class RoundForm(CardLibrary library, Sentences sentences)
{
    private const int JoinDays = 7;
    private const int AnswerDays = 21;
    private const int NonceCharactersMax = 64;
    private static readonly TimeOnly StartsAt = new(9, 0);
    private static readonly TimeOnly ClosesAt = new(17, 0);
    private static readonly string[] Ready = ["review.ready.listens", "review.ready.explains", "review.ready.follows", "", ""];

    private readonly TextFile _text = library.Text;

    public Answer.Dialog Show(Turn turn, Refusal? problem)
    {
        var title = _text.Plain("review.form.title");
        var isPatient = problem?.TextKey is "shell.refused.patientData";
        var data = new CardData()
            .SetId("organisationId", turn.Actor.Organisation.Id)
            .SetId("nonce", turn.Data.TryText("nonce", out var nonce) && nonce.Length <= NonceCharactersMax && nonce.All(char.IsAsciiLetterOrDigit) ? nonce : turn.Intent.Key)
            .Set("title", PlainText.FromPerson(isPatient ? "" : turn.Data.Text("title", ReviewLimits.TitleMax)))
            .Set("starts", PlainText.FromPerson(Day(turn, "starts", JoinDays)))
            .Set("closes", PlainText.FromPerson(Day(turn, "closes", JoinDays + AnswerDays)))
            .Set("grace", PlainText.FromPerson(turn.Data.TryText("grace", out var grace) ? TurnData.Clip(grace, 2) : "3"))
            .Set("who", PlainText.FromPerson(turn.Data.TryText("who", out var who) ? TurnData.Clip(who, 20) : nameof(WhoMayRate.Anybody)))
            .Set("taps", _text.Format("review.form.taps", ("min", ReviewLimits.QuestionsMin), ("max", ReviewLimits.QuestionsMax), ("short", PromptTaps.Max - 1), ("taps", PromptTaps.Max), ("most", PromptTaps.OneByOne(ReviewLimits.QuestionsMax)), ("alike", PromptTaps.Alike)))
            .Set("summary", title)
            .Set("spoken", _text.AsSpoken(title));
        for (var i = 0; i < ReviewLimits.QuestionsMax; i++)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"question{i + 1}");
            var words = problem is not null ? turn.Data.Text(name, ReviewLimits.QuestionMax) : Ready[i].Length > 0 ? _text.Plain(Ready[i]).Words : "";
            data.Set(name, PlainText.FromPerson(isPatient ? "" : words));
        }

        if (problem is not null)
        {
            var (happened, next) = sentences.InCard(problem);
            data.Set("problem", happened).Set("problemNext", next);
        }

        return new Answer.Dialog(title, new CardView("review/form", data, title));
    }

    /// <summary>The round as it was filled in; null where a day is missing.</summary>
    public static ReviewRound? Read(Turn turn)
    {
        if (Moment(turn.Data.Text("starts"), StartsAt) is not { } starts || Moment(turn.Data.Text("closes"), ClosesAt) is not { } closes)
            return null;
        var questions = Enumerable.Range(1, ReviewLimits.QuestionsMax).Select(i => turn.Data.Text(string.Create(CultureInfo.InvariantCulture, $"question{i}"), ReviewLimits.QuestionMax + 1)).ToList();
        var id = Keys.Hash("round", turn.Data.TryText("nonce", out var nonce) ? TurnData.Clip(nonce, NonceCharactersMax) : turn.Intent.Key, turn.Actor.Id)[..16];
        return new ReviewRound(
            id,
            turn.Actor.Organisation,
            turn.Data.Text("title", ReviewLimits.TitleMax + 1),
            questions,
            Enum.TryParse<WhoMayRate>(turn.Data.Text("who"), out var who) && Enum.IsDefined(who) ? who : WhoMayRate.Anybody,
            starts,
            closes,
            turn.Data.TryNumber("grace", out var grace) ? grace : 0);
    }

    private static string Day(Turn turn, string name, int days)
        => turn.Data.TryText(name, out var typed) ? TurnData.Clip(typed, 10) : turn.Today.AddDays(days).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static DateTimeOffset? Moment(string day, TimeOnly time)
    {
        if (!DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
            return null;
        var local = date.ToDateTime(time);
        return new DateTimeOffset(local, Zones.UnitedKingdom.GetUtcOffset(local)).ToUniversalTime();
    }
}
