using LeadershipBot.Features.Polls.Held;
using LeadershipBot.Features.Polls.Managing;
using LeadershipBot.Features.Polls.Results;
using LeadershipBot.Features.Polls.Surveys;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Asks;
using LeadershipBot.Shell.Files;
using LeadershipBot.Shell.Privacy;
using LeadershipBot.Shell.Sending;

namespace LeadershipBot.Features.Polls;

/// <summary>Asking a quick question, answering it in one tap, and seeing the result.</summary>
internal sealed class PollsFeature : IFeature
{
    public void Register(FeatureTable table)
    {
        table.Command<AskPoll>("poll", forOthers: true);
        table.Command<AskSurvey>("survey", forOthers: true);
        table.Verb<OpenPollForm>("polls.form");
        table.Verb<PreviewPoll>("polls.preview");
        table.Verb<CreatePoll>("polls.create");
        table.Verb<OpenSurvey>("polls.survey");
        table.Verb<OpenQuestion>("polls.survey.question");
        table.Verb<KeepQuestion>("polls.survey.keep");
        table.Verb<ArrangeQuestions>("polls.survey.arrange");
        table.Verb<SettleSurvey>("polls.survey.settings");
        table.Verb<PreviewSurvey>("polls.survey.preview");
        table.Verb<SendSurvey>("polls.survey.ask");
        table.Verb<CastVote>("polls.vote");
        table.Verb<FillSheet>("polls.fill");
        table.Verb<SendSheet>("polls.send");
        table.AnonymousVerb<SealSheet>("polls.seal");
        table.Verb<ViewPoll>("polls.view");
        table.Verb<ClosePoll>("polls.close");
        table.Verb<ShowAnswers>("polls.answers");
        table.Verb<ShowResults>("polls.results");
        table.Verb<TakeResults>("polls.export");
        table.Verb<ManagePoll>("polls.manage");
        table.Verb<ReschedulePoll>("polls.reschedule");
        table.Verb<WithdrawPoll>("polls.withdraw");
        table.Verb<CopyPoll>("polls.copy");
        table.Verb<FindPolls>("polls.find");
        table.Verb<AnswerWithWords>("polls.words");
        table.Deliver<PostPoll>(PostPoll.Kind);
        table.Deliver<SendPoll>(SendPoll.Kind);
        table.Deliver<RefreshPoll>(RefreshPoll.Kind);
        table.Deliver<EndPoll>(EndPoll.Kind);
        table.Deliver<ShowChange>(ShowChange.Kind);
        table.Deliver<RemindPoll>(RemindPoll.Kind);
    }

    public void AddParts(IServiceCollection services) => services
        .AddSingleton<PollShelf>()
        .AddSingleton<PollPrivacy>()
        .AddSingleton<PollResults>()
        .AddSingleton<PollGroups>()
        .AddSingleton<VoteBox>()
        .AddSingleton<SealedVoteBox>()
        .AddSingleton<PollCards>()
        .AddSingleton<SheetCards>()
        .AddSingleton<PollAnswersCard>()
        .AddSingleton<ResultReader>()
        .AddSingleton<ResultsCard>()
        .AddSingleton<ResultTable>()
        .AddSingleton<ResultData>()
        .AddSingleton<AnswersFile>()
        .AddSingleton<IFileSource>(provider => provider.GetRequiredService<ResultTable>())
        .AddSingleton<IFileSource>(provider => provider.GetRequiredService<ResultData>())
        .AddSingleton<IFileSource>(provider => provider.GetRequiredService<AnswersFile>())
        .AddSingleton<PollFormCards>()
        .AddSingleton<PollPreview>()
        .AddSingleton<AskChecking>()
        .AddSingleton<ManageCards>()
        .AddSingleton<SurveyShelf>()
        .AddSingleton<SurveyCards>()
        .AddSingleton<PollOpening>()
        .AddSingleton<PollCount>()
        .AddSingleton<PollMaking>()
        .AddSingleton<PollPosting>()
        .AddSending<PollForEverybody>()
        .AddSending<PollReminder>()
        .AddSingleton<OpenPolls>()
        .AddSingleton<PollRoll>()
        .AddSingleton<IWaiting, WaitingPolls>()
        .AddSingleton<ILinkable, LinkedPolls>()
        .AddSingleton<AddWords>()
        .AddSingleton<IWordsTaker>(provider => provider.GetRequiredService<AddWords>())
        .AddSingleton<ForgetInPoll>()
        .AddSingleton<IPersonalData, PollHeld>()
        .AddSingleton<IRetention, PollRetention>()
        .AddSingleton<IPersonalData, SurveyDraftHeld>()
        .AddSingleton<IRetention, SurveyDraftRetention>();
}
