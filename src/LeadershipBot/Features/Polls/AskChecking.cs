using LeadershipBot.Domain;
using LeadershipBot.Domain.Disclosure;
using LeadershipBot.Domain.Electorates;
using LeadershipBot.Domain.Polls;
using LeadershipBot.Features.Polls.Electorates;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Polls;

/// <summary>Makes a plan of what was filled in, or says why it can't be asked so.</summary>
internal sealed class AskChecking(IAudience audience, PracticeRolls rolls, CardLibrary library)
{
    private static readonly string[] ConsentWords = ["polls.form.consent.agree", "polls.form.consent.abstain", "polls.form.consent.disagree", "polls.form.consent.block"];

    /// <summary>Whether the person may ask people in their own chats: by their role, and where it is theirs to be listed.</summary>
    public static bool MayAskEverybody(Turn turn) => !turn.IsFromComposeBox && turn.Actor.Hat.IsListed && turn.Actor.HoldsAny(Poll.MayAskEverybody);

    /// <summary>The question that was typed, or why it can't be taken.</summary>
    public Ruling<Question> Check(Turn turn, QuestionForm form)
        => form.ToDraft().Check(new AskingSituation(turn.At, turn.TimeZone, [.. ConsentWords.Select(key => library.Text.Plain(key).Words)], library.Text.Plain("polls.target.press").Words));

    /// <summary>A poll with one question.</summary>
    /// <param name="turn">Who asks.</param>
    /// <param name="form">What was filled in.</param>
    /// <param name="counts">Whether it is to be said how many are asked.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<Ruling<AskPlan>> CheckAsync(Turn turn, PollForm form, bool counts, CancellationToken cancellationToken)
        => Check(turn, form.Question).IsRefused(out var refusal, out var question)
            ? refusal
            : await CheckAsync(turn, new PollDraft(question.Words, [question]), form.Settings, counts, cancellationToken);

    /// <summary>Questions that were checked, with the settings.</summary>
    public async Task<Ruling<AskPlan>> CheckAsync(Turn turn, PollDraft draft, AskForm settings, bool counts, CancellationToken cancellationToken)
    {
        if (settings.Audience.IsSentToEach && !MayAskEverybody(turn))
            return new Refusal("polls.refused.everybody");
        if (settings.Audience.IsSentToEach && settings.IsOdd)
            return new Refusal("polls.form.refused.audience");
        if (draft.Questions.Any(question => question.Kind is QuestionKind.Dates && question.Choices.Any(choice => PollDates.Read(choice) <= turn.At)))
            return new Refusal("polls.survey.refused.past"); // it lay in a draft
        if (settings.Closes(turn.At, turn.TimeZone).IsRefused(out var refusal, out var closing))
            return refusal;
        if ((await CheckCountingAsync(turn, draft, settings, cancellationToken)).IsRefused(out refusal, out var counting))
            return refusal;
        var onRoll = settings.Audience.IsSentToEach && (counts || settings.Privacy.Voice is Voice.Anonymous)
            ? await CountAsync(turn.Actor.Organisation.Id, settings.Audience, cancellationToken)
            : (int?)null;
        if (onRoll == 0)
            return new Refusal("polls.form.refused.nobody");
        return draft.Promising(counting.Privacy, settings.Reason, onRoll).IsRefused(out var unfit, out var promising)
            ? unfit
            : new AskPlan(promising, settings.Audience, closing.At) { OnRoll = onRoll, Rules = counting.Rules };
    }

    /// <summary>When it is valid and carried; in a named poll with a matter, those with an interest in it are the breakdown.</summary>
    private async Task<Ruling<CheckedCounting>> CheckCountingAsync(Turn turn, PollDraft draft, AskForm settings, CancellationToken cancellationToken)
    {
        if (settings.Counting.ToRules(draft.Questions, turn.Today).IsRefused(out var refusal, out var rules))
            return refusal;
        var privacy = settings.Privacy;
        if (rules.HasMatter && privacy.Voice is Voice.Named)
        {
            if (privacy.Breakdown is not Breakdown.None)
                return new Refusal("polls.counting.refused.matter");
            privacy = privacy with { Breakdown = Breakdown.Conflicted };
        }

        if (rules.Check(draft.Questions, privacy, settings.Audience.IsSentToEach).IsRefused(out refusal, out rules))
            return refusal;
        if (privacy.Electorate.CountedBy is not CountedBy.People && !(await rolls.FindAsync(turn.Actor.Organisation.Id, cancellationToken)).AskedBy(settings.Audience).Any())
            return new Refusal("polls.counting.refused.noPractices");
        return new CheckedCounting(privacy, rules);
    }

    private sealed record CheckedCounting(AskPrivacy Privacy, VoteRules Rules);

    private async Task<int> CountAsync(string organisationId, PollAudience asked, CancellationToken cancellationToken)
    {
        var count = 0;
        await foreach (var member in audience.ListAsync(organisationId, cancellationToken))
            count += asked.Includes(member.Localities, member.Roles, member.Profession) ? 1 : 0;
        return count;
    }
}
