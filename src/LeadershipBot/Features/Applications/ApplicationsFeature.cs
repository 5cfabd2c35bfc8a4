using LeadershipBot.Features.Applications.Expressing;
using LeadershipBot.Features.Applications.Held;
using LeadershipBot.Features.Applications.Mine;
using LeadershipBot.Features.Applications.Moving;
using LeadershipBot.Features.Applications.Nominating;
using LeadershipBot.Features.Applications.Offers;
using LeadershipBot.Features.Applications.Panel;
using LeadershipBot.Features.Applications.Releasing;
using LeadershipBot.Features.Applications.Telling;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Applying;
using LeadershipBot.Shell.Asks;
using LeadershipBot.Shell.Privacy;

namespace LeadershipBot.Features.Applications;

/// <summary>Applying for whatever can be applied for, from eligibility to appointment, whoever offers it.</summary>
internal sealed class ApplicationsFeature : IFeature
{
    public void Register(FeatureTable table)
    {
        table.Command<ShowMine>("my applications", forOthers: true);
        table.Verb<ShowMine>("applications.mine.list");
        table.Verb<ShowMyApplication>("applications.mine");
        table.Verb<OpenInterest>(ApplyButtons.FormVerb);
        table.Verb<SendInterest>("applications.send");
        table.Verb<OpenWithdraw>("applications.withdraw.form");
        table.Verb<Withdraw>("applications.withdraw");
        table.Verb<ShowList>(ApplyButtons.ListVerb);
        table.Verb<ReadStatement>("applications.read");
        table.Verb<OpenScore>("applications.score.form");
        table.Verb<GiveScore>("applications.score");
        table.Verb<OpenConflict>("applications.conflict.form");
        table.Verb<DeclareConflict>("applications.conflict");
        table.Verb<OpenEndScoring>("applications.end.form");
        table.Verb<EndScoring>("applications.end");
        table.Verb<OpenMove>("applications.move.form");
        table.Verb<MoveApplication>("applications.move");
        table.Verb<OpenTogether>("applications.together.form");
        table.Verb<MoveTogether>("applications.together");
        table.Verb<OpenAskPractice>("applications.release.form");
        table.Verb<AskPractice>("applications.release.ask");
        table.Verb<AgreeRelease>("applications.release.agree");
        table.Verb<OpenDecline>("applications.release.no.form");
        table.Verb<DeclineRelease>("applications.release.no");
        table.Verb<OpenRecordRelease>("applications.record.form");
        table.Verb<RecordRelease>("applications.record");
        table.Verb<OpenNominate>(ApplyButtons.NominateVerb);
        table.Verb<Nominate>("applications.nominate");
        table.Verb<DeclineNomination>("applications.nominate.no");
        table.Verb<AcceptOffer>("applications.offer.accept");
        table.Verb<OpenDeclineOffer>("applications.offer.no.form");
        table.Verb<DeclineOffer>("applications.offer.no");
        table.Deliver<LapseOffer>(LapseOffer.Kind);
        table.Deliver<RemindOfOffer>(RemindOfOffer.Kind);
        table.Deliver<LookForOffered>(LookForOffered.Kind);
        table.Deliver<OfferNext>(OfferNext.Kind);
        table.Deliver<EndOffers>(EndOffers.Kind);
        table.Deliver<EndWithdrawn>(EndWithdrawn.Kind);
        table.Deliver<TellApplicant>(TellApplicant.Kind);
        table.Deliver<RemindOfApplication>(RemindOfApplication.Kind);
        table.Deliver<RemindChairs>(RemindChairs.Kind);
        table.Deliver<TellOverdue>(TellOverdue.Kind);
        table.Deliver<CloseOpening>(CloseOpening.Kind);
        table.Deliver<TellNews>(TellNews.Kind);
        table.Deliver<TellAppointed>(TellAppointed.Kind);
        table.Deliver<TellTakenBack>(TellTakenBack.Kind);
        table.Deliver<LookAtScores>(LookAtScores.Kind);
        table.Deliver<CountOpening>(CountOpening.Kind);
        table.Deliver<TellLead>(TellLead.Kind);
        table.Deliver<RemindLead>(RemindLead.Kind);
        table.Deliver<ListAsked>(ListAsked.Kind);
        table.Deliver<EndRelease>(EndRelease.Kind);
        table.Deliver<TellReleaseOver>(TellReleaseOver.Kind);
        table.Deliver<TellAskedElsewhere>(TellAskedElsewhere.Kind);
        table.Deliver<ReviveRelease>(ReviveRelease.Kind);
        table.Deliver<TellReleaseAgain>(TellReleaseAgain.Kind);
        table.Deliver<OutdateRelease>(OutdateRelease.Kind);
        table.Deliver<TellOutdated>(TellOutdated.Kind);
        table.Deliver<TellLeadOutdated>(TellLeadOutdated.Kind);
        table.Deliver<TellChanged>(TellChanged.Kind);
        table.Deliver<TellPassedOver>(TellPassedOver.Kind);
        table.Deliver<LookForListed>(LookForListed.Kind);
        table.Deliver<TellLeft>(TellLeft.Kind);
        table.Deliver<TellListed>(TellListed.Kind);
        table.Deliver<TellReleased>(TellReleased.Kind);
        table.Deliver<TellUnreached>(TellUnreached.Kind);
        table.Deliver<TellNominee>(TellNominee.Kind);
        table.Deliver<TellNominator>(TellNominator.Kind);
    }

    public void AddParts(IServiceCollection services) => services
        .AddSingleton<ApplicationsGate>()
        .AddSingleton<ApplicationShelf>()
        .AddSingleton<ApplicationChanging>()
        .AddSingleton<InterestForm>()
        .AddSingleton<MayApply>()
        .AddSingleton<MyApplication>()
        .AddSingleton<MyCard>()
        .AddSingleton<PanelShelf>()
        .AddSingleton<NewsCard>()
        .AddSingleton<IWaiting, WaitingScores>()
        .AddSingleton<IWaiting, WaitingOffers>()
        .AddSingleton<IWaiting, WaitingReleases>()
        .AddSingleton<ListCard>()
        .AddSingleton<ReadCard>()
        .AddSingleton<ScoreForm>()
        .AddSingleton<EndForm>()
        .AddSingleton<MoveForm>()
        .AddSingleton<MoveRule>()
        .AddSingleton<ReleaseShelf>()
        .AddSingleton<ReleaseDesk>()
        .AddSingleton<ReleaseCourse>()
        .AddSingleton<AskPracticeForm>()
        .AddSingleton<ReleaseReading>()
        .AddSingleton<KnowingLead>()
        .AddSingleton<AskedLead>()
        .AddSingleton<ReleaseCard>()
        .AddSingleton<RecordForm>()
        .AddSingleton<NominationShelf>()
        .AddSingleton<NominatorNotes>()
        .AddSingleton<Deciders>()
        .AddSingleton<NominateForm>()
        .AddSingleton<OfferChanging>()
        .AddSingleton<ToldNotes>()
        .AddSingleton<UnlistedOffers>()
        .AddSingleton<WithdrawnOffers>()
        .AddSingleton<DeclineOfferForm>()
        .AddSingleton<IOffers, OfferDesk>()
        .AddSingleton<IApplicants, Applicants>()
        .AddSingleton<ApplicationTraces>()
        .AddSingleton<ForgetOrders>()
        .AddSingleton<ForgetApplicant>()
        .AddSingleton<ForgetDoer>()
        .AddSingleton<ForgetPanelMember>()
        .AddSingleton<IPersonalData, ApplicationsHeld>()
        .AddSingleton<IRetention, ApplicationsRetention>();
}
