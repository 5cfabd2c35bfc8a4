using LeadershipBot.Domain.Fellowships;
using LeadershipBot.Features.Fellowships.Browsing;
using LeadershipBot.Features.Fellowships.Funnel;
using LeadershipBot.Features.Fellowships.Held;
using LeadershipBot.Features.Fellowships.Running;
using LeadershipBot.Features.Fellowships.Watching;
using LeadershipBot.Features.Fellowships.Writing;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Applying;
using LeadershipBot.Shell.Asks;
using LeadershipBot.Shell.Briefing;
using LeadershipBot.Shell.Files;
using LeadershipBot.Shell.Privacy;
using LeadershipBot.Shell.Recognition;

namespace LeadershipBot.Features.Fellowships;

/// <summary>Fellowships: written and approved, found, saved and applied for, run and finished with something to show.</summary>
internal sealed class FellowshipsFeature : IFeature
{
    public void Register(FeatureTable table)
    {
        table.Command<ListFellowships>("fellowships", forOthers: true);
        table.Verb<ListFellowships>("fellowships.list");
        table.Verb<ShowFellowship>("fellowships.show");
        table.Verb<RefreshFellowship>("fellowships.refresh");
        table.Verb<SaveFellowship>("fellowships.save");
        table.Verb<UnsaveFellowship>("fellowships.unsave");
        table.Verb<FindFellowships>("fellowships.find");
        table.Verb<OpenShare>("fellowships.share.form");
        table.Verb<ShareFellowship>("fellowships.share");
        table.Verb<OpenWriting>("fellowships.write", Fellowship.Makers);
        table.Verb<KeepPage>("fellowships.keep", Fellowship.Makers);
        table.Verb<ApproveFellowship>("fellowships.approve", Fellowship.Makers);
        table.Verb<OpenReturn>("fellowships.return.form", Fellowship.Makers);
        table.Verb<ReturnFellowship>("fellowships.return", Fellowship.Makers);
        table.Verb<OpenManage>("fellowships.manage", Fellowship.Makers);
        table.Verb<WithdrawFellowship>("fellowships.withdraw", Fellowship.Makers);
        table.Verb<RepeatFellowship>("fellowships.again", Fellowship.Makers);
        table.Verb<OpenTerms>("fellowships.terms.form", Fellowship.Makers);
        table.Verb<ChangeTerms>("fellowships.terms", Fellowship.Makers);
        table.Verb<OpenCorrect>("fellowships.correct.form", Fellowship.Makers);
        table.Verb<CorrectFellowship>("fellowships.correct", Fellowship.Makers);
        table.Verb<OpenPlace>("fellowships.place.form", Fellowship.Makers);
        table.Verb<RecordPlace>("fellowships.place", Fellowship.Makers);
        table.Verb<OpenMine>("fellowships.mine");
        table.Verb<SayGoing>("fellowships.going");
        table.Verb<LeavePlace>("fellowships.leave");
        table.Verb<AnswerSurvey>("fellowships.survey");
        table.Command<TakeFellowships>("export fellowships", Fellowship.Makers, listed: false, forOthers: true);
        table.Deliver<ListFellowship>(ListFellowship.Kind);
        table.Deliver<WatchFellowship>(WatchFellowship.Kind);
        table.Deliver<TellFellowship>(TellFellowship.Kind);
        table.Deliver<RemindOfMidway>(RemindOfMidway.Kind);
        table.Deliver<RemindOfSurvey>(RemindOfSurvey.Kind);
        table.Deliver<PutInChannel<SharedFellowships>>(SharedFellowships.PutKind);
        table.Deliver<RenewInChannels<SharedFellowships>>(SharedFellowships.RenewKind);
    }

    public void AddParts(IServiceCollection services) => services
        .AddSingleton<FellowshipShelf>()
        .AddSingleton<SavedShelf>()
        .AddSingleton<FellowshipCards>()
        .AddSingleton<SharedFellowships>()
        .AddSingleton<FellowshipWriting>()
        .AddSingleton<WritingCards>()
        .AddSingleton<ReturnForm>()
        .AddSingleton<OwnStake>()
        .AddSingleton<ManageCards>()
        .AddSingleton<TermsForm>()
        .AddSingleton<CorrectForm>()
        .AddSingleton<MidwayCard>()
        .AddSingleton<PlaceLeads>()
        .AddSingleton<NoteReaders>()
        .AddSingleton<PlaceForm>()
        .AddSingleton<PlaceGate>()
        .AddSingleton<MineForm>()
        .AddSingleton<FunnelReading>()
        .AddSingleton<IOpenings, FellowshipOpenings>()
        .AddSingleton<NoteCards>()
        .AddSingleton<FellowshipNotes>()
        .AddSingleton<SurveyCard>()
        .AddSingleton<IAskSource>(provider => provider.GetRequiredService<FellowshipNotes>())
        .AddSingleton<IAskSource, SurveyAsk>()
        .AddSingleton<IWaiting, WaitingFellowships>()
        .AddSingleton<IAskSource, MidwayAsk>()
        .AddSingleton(new Exported("export fellowships", "fellowships.export.title", "fellowships.export.has"))
        .AddSingleton<FellowshipsTable>()
        .AddSingleton<IBriefing, FellowshipBriefing>()
        .AddSingleton<IPortfolio, FellowshipsInPortfolio>()
        .AddHostedService<DemoFellowships>()
        .AddSingleton<IFileSource>(provider => provider.GetRequiredService<FellowshipsTable>())
        .AddSingleton<IThankable, ThankableFellowships>()
        .AddSingleton<IPersonalData, FellowshipsHeld>()
        .AddSingleton<IRetention, FellowshipsRetention>();
}
