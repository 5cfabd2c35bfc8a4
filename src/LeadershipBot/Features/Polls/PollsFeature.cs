using LeadershipBot.Features.Polls.Electorates;
using LeadershipBot.Features.Polls.Extensions;
using LeadershipBot.Features.Polls.Held;
using LeadershipBot.Features.Polls.Making;
using LeadershipBot.Features.Polls.Managing;
using LeadershipBot.Features.Polls.Outcomes;
using LeadershipBot.Features.Polls.Receipts;
using LeadershipBot.Features.Polls.Results;
using LeadershipBot.Features.Polls.Sets;
using LeadershipBot.Features.Polls.Suggestions;
using LeadershipBot.Features.Polls.Surveys;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Asks;
using LeadershipBot.Shell.Briefing;
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
        table.Verb<OpenSets>("polls.sets");
        table.Verb<UseSet>("polls.sets.use");
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
        table.Verb<EditPoll>("polls.edit");
        table.Verb<PreviewEdit>("polls.edit.preview");
        table.Verb<SaveEdit>("polls.edit.save");
        table.Verb<CancelScheduled>("polls.cancel");
        table.Verb<AskScheduledNow>("polls.now");
        table.Verb<StopRepeating>("polls.repeat.stop");
        table.Verb<FindPolls>("polls.find");
        table.Verb<AnswerWithWords>("polls.words");
        table.Verb<OpenOutcome>("polls.outcome");
        table.Verb<SayOutcome>("polls.outcome.say");
        table.Verb<ExtendPoll>("polls.extend");
        table.Verb<OpenSuggestion>("polls.suggest");
        table.Verb<SendSuggestion>("polls.suggest.send");
        table.Verb<AddSuggestion>("polls.suggest.add");
        table.Verb<OpenDecline>("polls.suggest.decline");
        table.Verb<DeclineSuggestion>("polls.suggest.declined");
        table.AnonymousVerb<OpenReceipt>("polls.receipt");
        table.AnonymousVerb<LookUpReceipt>("polls.receipt.look");
        table.Deliver<PostPoll>(PostPoll.Kind);
        table.Deliver<SendPoll>(SendPoll.Kind);
        table.Deliver<RefreshPoll>(RefreshPoll.Kind);
        table.Deliver<EndPoll>(EndPoll.Kind);
        table.Deliver<ShowChange>(ShowChange.Kind);
        table.Deliver<RemindPoll>(RemindPoll.Kind);
        table.Deliver<OpenScheduled>(OpenScheduled.Kind);
        table.Deliver<ShowScheduled>(ShowScheduled.Kind);
        table.Deliver<RepeatPoll>(RepeatPoll.Kind);
        table.Deliver<TellNotAsked>(TellNotAsked.Kind);
        table.Deliver<AskForOutcome>(AskForOutcome.Kind);
        table.Deliver<TellOutcome>(TellOutcome.Kind);
        table.Deliver<ReviewOutcome>(ReviewOutcome.Kind);
        table.Deliver<OfferExtension>(OfferExtension.Kind);
        table.Deliver<TellExtension>(TellExtension.Kind);
        table.Deliver<AskOwner>(AskOwner.Kind);
        table.Deliver<TellSuggester>(TellSuggester.Kind);
    }

    public void AddParts(IServiceCollection services) => services
        .AddSingleton<PollShelf>()
        .AddSingleton<HalfFilled>()
        .AddSingleton<VoteLedger>()
        .AddSingleton<PracticeRolls>()
        .AddSingleton<FixedPractices>()
        .AddSingleton<InterestKnownLater>()
        .AddSingleton<FollowBeginning>()
        .AddSingleton<PollInterests>()
        .AddSingleton<CountingWords>()
        .AddSingleton<PollPrivacy>()
        .AddSingleton<PollResults>()
        .AddSingleton<PollGroups>()
        .AddSingleton<VoteBox>()
        .AddSingleton<SealedVoteBox>()
        .AddSingleton<PollCards>()
        .AddSingleton<SheetCards>()
        .AddSingleton<PollAnswersCard>()
        .AddSingleton<AnswersRead>()
        .AddSingleton<ResultReader>()
        .AddSingleton<ResultsCard>()
        .AddSingleton<ResultTable>()
        .AddSingleton<ResultData>()
        .AddSingleton<AnswersFile>()
        .AddSingleton<PracticesFile>()
        .AddSingleton<IFileSource>(provider => provider.GetRequiredService<ResultTable>())
        .AddSingleton<IFileSource>(provider => provider.GetRequiredService<ResultData>())
        .AddSingleton<IFileSource>(provider => provider.GetRequiredService<AnswersFile>())
        .AddSingleton<IFileSource>(provider => provider.GetRequiredService<PracticesFile>())
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
        .AddSending<PollNotAsked>()
        .AddSingleton<AskerStanding>()
        .AddSingleton<ScheduledCard>()
        .AddSingleton<ScheduledChange>()
        .AddSingleton<PollEdits>()
        .AddSingleton<OutcomeCards>()
        .AddSingleton<OutcomeOwners>()
        .AddSending<OutcomeNews>()
        .AddSingleton<IAskSource, OutcomeAsk>()
        .AddSingleton<FewComments>()
        .AddSingleton<ExtensionCards>()
        .AddSingleton<IAskSource, ExtensionAsk>()
        .AddSending<ExtensionNews>()
        .AddSingleton<SuggestionShelf>()
        .AddSingleton<SuggestionCards>()
        .AddSingleton<EndSuggestions>()
        .AddSingleton<IAskSource, SuggestionAsk>()
        .AddSingleton<IAskSource, SuggestionNews>()
        .AddSingleton<ReceiptCards>()
        .AddSingleton<OpenPolls>()
        .AddSingleton<PollRoll>()
        .AddSingleton<IWaiting, WaitingPolls>()
        .AddSingleton<LinkedPolls>()
        .AddSingleton<ILinkable>(provider => provider.GetRequiredService<LinkedPolls>())
        .AddSingleton<IReferring>(provider => provider.GetRequiredService<LinkedPolls>())
        .AddSingleton<PollForBoard>()
        .AddSingleton<IBoardPaper>(provider => provider.GetRequiredService<PollForBoard>())
        .AddSingleton<IBriefing, PollBriefing>()
        .AddSingleton<IPracticeActivity, PollActivity>()
        .AddSingleton<AddWords>()
        .AddSingleton<IWordsTaker>(provider => provider.GetRequiredService<AddWords>())
        .AddSingleton<ForgetInPoll>()
        .AddSingleton<IPersonalData, PollHeld>()
        .AddSingleton<IRetention, PollRetention>()
        .AddSingleton<IPersonalData, SurveyDraftHeld>()
        .AddSingleton<IRetention, SurveyDraftRetention>();
}
