using LeadershipBot.Domain;
using LeadershipBot.Domain.Polls;
using LeadershipBot.Domain.Polls.Comparing;
using LeadershipBot.Features.Polls.Surveys;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Polls.Sets;

/// <summary>
/// A member begins a survey with a ready-made set, and sees it as people will: from there they ask it, or turn back and
/// change it as any other. A survey that they are writing already isn't thrown away.
/// </summary>
internal sealed class UseSet(SurveyShelf shelf, SurveyCards cards, PollFormCards forms, AskChecking checking, PollPreview preview, CardLibrary library) : ISlice
{
    private readonly TextFile _text = library.Text;

    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (ReadySets.Find(turn.Data.Text("set")) is not { } set)
            return new Answer.Unusable(new Refusal("polls.sets.refused.unknown"));
        var title = _text.Plain(set.Title).Words;
        var questions = SetWords.QuestionsOf(_text, set, _text.NameOf(turn.Actor.Organisation), _text.WordsOf(turn.Organisation?.Words));
        var draft = await shelf.ChangeAsync(turn, now => now.Questions.Count > 0 ? now : now with { Title = title, Questions = questions, Set = set.Mark }, cancellationToken);
        if (draft.Set != set.Mark)
            return cards.Overview(draft, new Refusal("polls.sets.refused.writing"));
        if (draft.Questions.Count != questions.Count || !draft.Questions.Zip(questions, Trend.AreSame).All(isSame => isSame))
            return cards.Overview(draft); // they have changed it before
        var settings = SetWords.SettingsOf(turn, set);
        return (await checking.CheckAsync(turn, new PollDraft(draft.Title, draft.Questions), settings, counts: true, cancellationToken)).IsRefused(out var refusal, out var plan)
            ? await forms.SettingsAsync(turn, draft, settings, refusal, cancellationToken)
            : await preview.ShowAsync(turn, plan, draft.Nonce, CarriedForm.Write(settings.Inputs()), isSurvey: true, cancellationToken);
    }
}
