using LeadershipBot.Domain.Decisions;
using LeadershipBot.Features.Decisions.Briefing;
using LeadershipBot.Features.Decisions.Held;
using LeadershipBot.Features.Decisions.Managing;
using LeadershipBot.Features.Decisions.Reactions;
using LeadershipBot.Features.Decisions.Reviews;
using LeadershipBot.Features.Decisions.Sending;
using LeadershipBot.Features.Decisions.Writing;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Asks;
using LeadershipBot.Shell.Briefing;
using LeadershipBot.Shell.Privacy;
using LeadershipBot.Shell.Recognition;
using LeadershipBot.Shell.Sending;

namespace LeadershipBot.Features.Decisions;

/// <summary>Telling members what was decided and why, hearing what they say to it, and looking at it again.</summary>
internal sealed class DecisionsFeature : IFeature
{
    public void Register(FeatureTable table)
    {
        table.Command<ShowDecisions>("decision", Decision.Makers, forOthers: true);
        table.Verb<ShowDecisions>("decisions.list", Decision.Makers);
        table.Verb<OpenWriting>("decisions.write", Decision.Makers);
        table.Verb<KeepPage>("decisions.keep", Decision.Makers);
        table.Verb<SendDecision>("decisions.send", Decision.Makers);
        table.Verb<SendToSelf>("decisions.self", Decision.Makers);
        table.Verb<CorrectDecision>("decisions.correct", Decision.Makers);
        table.Verb<OpenDecision>("decisions.open", Decision.Makers);
        table.Verb<HoldBack>("decisions.hold", Decision.Makers);
        table.Verb<WithdrawDecision>("decisions.withdraw", Decision.Makers);
        table.Verb<StillRight>("decisions.right", Decision.Makers);
        table.Verb<TakeLonger>("decisions.extend", Decision.Makers);
        table.Verb<React>("decisions.react");
        table.Verb<OpenComment>("decisions.comment");
        table.Verb<SayComment>("decisions.say");
        table.Deliver<BeginSending>(BeginSending.Kind);
        table.Deliver<TellNotSent>(TellNotSent.Kind);
        table.Deliver<ShowDecisionChange>(ShowDecisionChange.Kind);
        table.Deliver<PostPreview>(PostPreview.Kind);
        table.Deliver<CloseReactions>(CloseReactions.Kind);
        table.Deliver<OfferLonger>(OfferLonger.Kind);
        table.Deliver<RemindReview>(RemindReview.Kind);
    }

    public void AddParts(IServiceCollection services) => services
        .AddSingleton<DecisionShelf>()
        .AddSingleton<DecisionCards>()
        .AddSingleton<DecisionWriting>()
        .AddSingleton<WritingCards>()
        .AddSingleton<PreviewCards>()
        .AddSingleton<LinkedThings>()
        .AddSingleton<ManageCards>()
        .AddSingleton<ReactionBox>()
        .AddSingleton<CommentDialog>()
        .AddSending<DecisionSending>()
        .AddSending<DecisionNotSent>()
        .AddSingleton<ReviewAsk>()
        .AddSingleton<IAskSource>(provider => provider.GetRequiredService<ReviewAsk>())
        .AddSingleton<LongerAsk>()
        .AddSingleton<IAskSource>(provider => provider.GetRequiredService<LongerAsk>())
        .AddSingleton<DecisionForBoard>()
        .AddSingleton<IBoardPaper>(provider => provider.GetRequiredService<DecisionForBoard>())
        .AddSingleton<IBriefing, DecisionBriefing>()
        .AddSingleton<IThankable, ThankableDecisions>()
        .AddSingleton<IReferring, DecisionsAbout>()
        .AddSingleton<ForgetInDecision>()
        .AddSingleton<IPersonalData, DecisionHeld>()
        .AddSingleton<IRetention, DecisionRetention>();
}
