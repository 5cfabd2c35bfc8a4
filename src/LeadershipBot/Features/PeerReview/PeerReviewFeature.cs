using LeadershipBot.Features.PeerReview.Held;
using LeadershipBot.Features.PeerReview.Prompts;
using LeadershipBot.Features.PeerReview.Results;
using LeadershipBot.Features.PeerReview.Rounds;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Asks;
using LeadershipBot.Shell.Files;
using LeadershipBot.Shell.Privacy;
using LeadershipBot.Shell.Recognition;
using LeadershipBot.Shell.Sending;

namespace LeadershipBot.Features.PeerReview;

/// <summary>Rounds of quick prompts about colleagues, which nobody can trace back, for each one's own reflection; and the portfolio.</summary>
internal sealed class PeerReviewFeature : IFeature
{
    public void Register(FeatureTable table)
    {
        table.Command<ShowRounds>("review", forOthers: true);
        table.Verb<ShowRounds>("review.home");
        table.Verb<OpenRound>("review.form", ReviewGate.Makers);
        table.Verb<MakeRound>("review.make", ReviewGate.Makers);
        table.Verb<ManageRounds>("review.manage", ReviewGate.Makers);
        table.Verb<OpenJoining>("review.join.form");
        table.Verb<JoinRound>("review.join");
        table.Verb<LeaveRound>("review.leave");
        table.Verb<ShowPrompt>("review.prompt");
        table.AnonymousVerb<AnswerPrompt>("review.answer");
        table.Verb<DeclinePrompt>("review.decline");
        table.Verb<AnswerSelf>("review.self");
        table.Verb<ShowResult>("review.result");
        table.Verb<ReportComment>("review.report");
        table.Verb<OpenModeration>("review.moderate.form", ReviewGate.Makers);
        table.Verb<ModerateComment>("review.moderate", ReviewGate.Makers);
        table.Command<TakePortfolio>("portfolio", forOthers: true);
        table.Deliver<TellReported>(TellReported.Kind);
        table.Deliver<ApplyDecision>(ApplyDecision.Kind);
        table.Deliver<InviteMembers>(InviteMembers.Kind);
        table.Deliver<StartRound>(StartRound.Kind);
        table.Deliver<WatchKey>(WatchKey.Kind);
        table.Deliver<StandIn>(StandIn.Kind);
        table.Deliver<EndRound>(EndRound.Kind);
        table.Deliver<OpenLater>(OpenLater.Kind);
        table.Deliver<UnlockLater>(UnlockLater.Kind);
        table.Deliver<TellLater>(TellLater.Kind);
    }

    public void AddParts(IServiceCollection services) => services
        .AddSingleton<ReviewShelf>()
        .AddSingleton<LostKeys>()
        .AddSingleton<RaterBook>()
        .AddSingleton<Peers>()
        .AddSingleton<Candidates>()
        .AddSingleton<AskOthers>()
        .AddSingleton<ConcludeSubject>()
        .AddSingleton<SubjectBoxes>()
        .AddSingleton<RoundForm>()
        .AddSingleton<AnsweredSoFar>()
        .AddSingleton<RoundCards>()
        .AddSending<RoundInvitation>()
        .AddSingleton<PromptList>()
        .AddSingleton<PromptCards>()
        .AddSingleton<ResultCards>()
        .AddSingleton<Moderation>()
        .AddSingleton<IAskSource, PromptAsk>()
        .AddSingleton<IAskSource, NobodyAsked>()
        .AddSingleton<IAskSource, ResultNews>()
        .AddSingleton<IAskSource, KeyAwayNews>()
        .AddSingleton<IAskSource, KeyLostNews>()
        .AddSingleton<IAskSource, ReportedAsk>()
        .AddSingleton<IAskSource, DecidedNews>()
        .AddSingleton<IWaiting, WaitingPrompts>()
        .AddSingleton<IFileSource, PortfolioFile>()
        .AddSingleton<IPortfolio, ReviewInPortfolio>()
        .AddSingleton<IPersonalData, ReviewHeld>()
        .AddSingleton<IRetention, ReviewRetention>();
}
