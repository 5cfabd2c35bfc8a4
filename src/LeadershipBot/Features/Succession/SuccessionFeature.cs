using LeadershipBot.Domain.Succession;
using LeadershipBot.Features.Succession.Browsing;
using LeadershipBot.Features.Succession.Held;
using LeadershipBot.Features.Succession.Ladders;
using LeadershipBot.Features.Succession.Managing;
using LeadershipBot.Features.Succession.Overview;
using LeadershipBot.Features.Succession.Watching;
using LeadershipBot.Features.Succession.Writing;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Applying;
using LeadershipBot.Shell.Asks;
using LeadershipBot.Shell.Briefing;
using LeadershipBot.Shell.Files;
using LeadershipBot.Shell.Privacy;

namespace LeadershipBot.Features.Succession;

/// <summary>Posts with who holds them, the way to them, and the board on which chairs see which end and who follows.</summary>
internal sealed class SuccessionFeature : IFeature
{
    public void Register(FeatureTable table)
    {
        table.Command<ListPosts>("posts", forOthers: true);
        table.Verb<ListPosts>("posts.list");
        table.Verb<ShowPost>("posts.post");
        table.Verb<RefreshPost>("posts.refresh");
        table.Verb<FindPosts>("posts.find");
        table.Verb<OpenShare>("posts.share.form");
        table.Verb<SharePost>("posts.share");
        table.Verb<OpenWriting>("posts.write", Post.Makers);
        table.Verb<KeepPage>("posts.keep", Post.Makers);
        table.Verb<PublishPost>("posts.publish", Post.Makers);
        table.Verb<OpenManage>("posts.manage", Post.Makers);
        table.Verb<ClosePost>("posts.close", Post.Makers);
        table.Verb<SetInterview>("posts.interview", Post.Makers);
        table.Verb<WithdrawPost>("posts.withdraw", Post.Makers);
        table.Verb<OpenHolder>("posts.holder.form", Post.Makers);
        table.Verb<RecordHolder>("posts.holder", Post.Makers);
        table.Verb<OpenTenureEnd>("posts.tenure.form", Post.Makers);
        table.Verb<EndTenure>("posts.tenure", Post.Makers);
        table.Command<ShowBoard>("board", Post.Makers, forOthers: true);
        table.Verb<ShowBoard>("posts.board", Post.Makers);
        table.Command<TakePosts>("export posts", Post.Makers, listed: false, forOthers: true);
        table.Command<TakePosts>("export posts json", Post.Makers, listed: false, forOthers: true);
        table.Verb<SayStay>("posts.stay");
        table.Verb<InviteInterested>("posts.invite", Post.Makers);
        table.Verb<ExtendRound>("posts.extend", Post.Makers);
        table.Command<ShowLadder>("ladder", forOthers: true);
        table.Verb<ShowLadder>("posts.ladder.takeBack");
        table.Verb<OpenStep>("posts.step.form", Post.Makers);
        table.Verb<RecordStep>("posts.step", Post.Makers);
        table.Verb<SayHow>("posts.how");
        table.Command<ShowMentors>("mentors", Post.Makers, forOthers: true);
        table.Verb<ShowMentors>("posts.mentors", Post.Makers);
        table.Verb<OpenCall>("posts.mentor.form");
        table.Verb<SayCall>("posts.mentor");
        table.Verb<EndPair>("posts.mentor.end");
        table.Verb<OpenMatch>("posts.match.form", Post.Makers);
        table.Verb<MatchMentor>("posts.match", Post.Makers);
        table.Deliver<ListPost>(ListPost.Kind);
        table.Deliver<WatchPost>(WatchPost.Kind);
        table.Deliver<PutInChannel<SharedPosts>>(SharedPosts.PutKind);
        table.Deliver<RenewInChannels<SharedPosts>>(SharedPosts.RenewKind);
        table.Deliver<SendInvitations>(SendInvitations.Kind);
        table.Deliver<TellWithdrawn>(TellWithdrawn.Kind);
        table.Deliver<TellInterview>(TellInterview.Kind);
        table.Deliver<TellDeciders>(TellDeciders.Kind);
        table.Deliver<TellTerms>(TellTerms.Kind);
        table.Deliver<AskHow>(AskHow.Kind);
        table.Deliver<TellPair>(TellPair.Kind);
    }

    public void AddParts(IServiceCollection services) => services
        .AddHostedService<DemoPosts>()
        .AddSingleton<PostShelf>()
        .AddSingleton<PostCards>()
        .AddSingleton<SharedPosts>()
        .AddSingleton<PostWriting>()
        .AddSingleton<WritingCards>()
        .AddSingleton<ManageCards>()
        .AddSingleton<HolderCards>()
        .AddSingleton<Bench>()
        .AddSingleton<PostOpenings>()
        .AddSingleton<IOpenings>(provider => provider.GetRequiredService<PostOpenings>())
        .AddSingleton<BoardReading>()
        .AddSingleton<TermAsk>()
        .AddSingleton<StayAsk>()
        .AddSingleton<RescueAsk>()
        .AddSingleton<HowAsk>()
        .AddSingleton<IAskSource>(provider => provider.GetRequiredService<TermAsk>())
        .AddSingleton<IAskSource>(provider => provider.GetRequiredService<StayAsk>())
        .AddSingleton<IAskSource>(provider => provider.GetRequiredService<RescueAsk>())
        .AddSingleton<IAskSource>(provider => provider.GetRequiredService<HowAsk>())
        .AddSingleton<NotRecorded>()
        .AddSingleton<IAskSource, NotRecordedNews>()
        .AddSingleton<IAskSource, InvitationAsk>()
        .AddSingleton<IAskSource, WithdrawnNews>()
        .AddSingleton<IAskSource, PairNews>()
        .AddSingleton<LadderShelf>()
        .AddSingleton<AppointedSteps>()
        .AddSingleton<LadderCards>()
        .AddSingleton<StepCards>()
        .AddSingleton<MentorCards>()
        .AddSingleton<IBoardPaper, PostsForBoard>()
        .AddSingleton<IBriefing, SuccessionBriefing>()
        .AddSingleton(new Exported("export posts", "posts.export.title", "posts.export.has"))
        .AddSingleton<PostsTable>()
        .AddSingleton<PostsData>()
        .AddSingleton<PostsFile>(provider => provider.GetRequiredService<PostsTable>())
        .AddSingleton<PostsFile>(provider => provider.GetRequiredService<PostsData>())
        .AddSingleton<IFileSource>(provider => provider.GetRequiredService<PostsTable>())
        .AddSingleton<IFileSource>(provider => provider.GetRequiredService<PostsData>())
        .AddSingleton<IPersonalData, PostsHeld>()
        .AddSingleton<IPersonalData, LaddersHeld>()
        .AddSingleton<IRetention, PostsRetention>()
        .AddSingleton<IRetention, LaddersRetention>();
}
