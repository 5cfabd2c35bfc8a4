using LeadershipBot.Shell;
using LeadershipBot.Shell.Asks;
using LeadershipBot.Shell.Privacy;
using LeadershipBot.Shell.Recognition;

namespace LeadershipBot.Features.PeerConversations;

/// <summary>Conversations between two or three colleagues, and between practices that differ on a measure.</summary>
internal sealed class PeerConversationsFeature : IFeature
{
    public void Register(FeatureTable table)
    {
        table.Command<TakePart>("conversations", forOthers: true);
        table.Verb<TakePart>("talks.home");
        table.Verb<OpenTalkPause>("talks.pause.form");
        table.Verb<PauseTalks>("talks.pause");
        table.Verb<ShowTalk>("talks.one");
        table.Verb<DeclineTalk>("talks.decline");
        table.Verb<OpenNote>("talks.note.form");
        table.Verb<WriteNote>("talks.note");
        table.Verb<SayOutcome>("talks.outcome");
        table.Verb<SetHowOften>("talks.often", TalkGate.Makers);
        table.Verb<OpenMeasure>("talks.measure.form", TalkGate.Makers);
        table.Verb<MatchPractices>("talks.measure", TalkGate.Makers);
        table.Verb<TakeMeasureBack>("talks.measure.back", TalkGate.Makers);
        table.Deliver<CallTalksOff>(CallTalksOff.Kind);
        table.Deliver<MatchTalks>(MatchTalks.Kind);
        table.Deliver<TellTalks>(TellTalks.Kind);
        table.Deliver<TellLeftAlone>(TellLeftAlone.Kind);
        table.Deliver<TellDeclined>(TellDeclined.Kind);
        table.Deliver<ForgetReasons>(ForgetReasons.Kind);
        table.Deliver<SweepTalks>(SweepTalks.Kind);
        table.Deliver<FollowUp>(FollowUp.Kind);
    }

    public void AddParts(IServiceCollection services) => services
        .AddSingleton<TalkShelf>()
        .AddSingleton<TalkStaging>()
        .AddSingleton<Away>()
        .AddSingleton<TalkCards>()
        .AddSingleton<IAskSource, TalkAsk>()
        .AddSingleton<IAskSource, AloneAsk>()
        .AddSingleton<IAskSource, DeclinedAsk>()
        .AddSingleton<IAskSource, OffAsk>()
        .AddSingleton<IAskSource, FollowUpAsk>()
        .AddSingleton<IPortfolio, TalksInPortfolio>()
        .AddSingleton<IPersonalData, TalksHeld>()
        .AddSingleton<IRetention, TalksRetention>();
}
