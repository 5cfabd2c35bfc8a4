using LeadershipBot.Features.Polls.Held;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Asks;
using LeadershipBot.Shell.Privacy;
using LeadershipBot.Shell.Sending;

namespace LeadershipBot.Features.Polls;

/// <summary>Asking a quick question, answering it in one tap, and seeing the result.</summary>
internal sealed class PollsFeature : IFeature
{
    public void Register(FeatureTable table)
    {
        table.Command<AskPoll>("poll", forOthers: true);
        table.Verb<OpenPollForm>("polls.form");
        table.Verb<CreatePoll>("polls.create");
        table.Verb<CastVote>("polls.vote");
        table.Verb<FillSheet>("polls.fill");
        table.Verb<SendSheet>("polls.send");
        table.AnonymousVerb<SealSheet>("polls.seal");
        table.Verb<ViewPoll>("polls.view");
        table.Verb<ClosePoll>("polls.close");
        table.Verb<ShowAnswers>("polls.answers");
        table.Verb<FindPolls>("polls.find");
        table.Verb<AnswerWithWords>("polls.words");
        table.Deliver<PostPoll>(PostPoll.Kind);
        table.Deliver<SendPoll>(SendPoll.Kind);
        table.Deliver<RefreshPoll>(RefreshPoll.Kind);
        table.Deliver<EndPoll>(EndPoll.Kind);
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
        .AddSingleton<PollOpening>()
        .AddSingleton<PollCount>()
        .AddSingleton<PollMaking>()
        .AddSingleton<PollPosting>()
        .AddSending<PollForEverybody>()
        .AddSending<PollReminder>()
        .AddSingleton<OpenPolls>()
        .AddSingleton<PollRoll>()
        .AddSingleton<IWaiting, WaitingPolls>()
        .AddSingleton<AddWords>()
        .AddSingleton<IWordsTaker>(provider => provider.GetRequiredService<AddWords>())
        .AddSingleton<ForgetInPoll>()
        .AddSingleton<IPersonalData, PollHeld>()
        .AddSingleton<IRetention, PollRetention>();
}
