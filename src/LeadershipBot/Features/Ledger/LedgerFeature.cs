using LeadershipBot.Features.Ledger.Anonymous;
using LeadershipBot.Features.Ledger.Briefing;
using LeadershipBot.Features.Ledger.Fates;
using LeadershipBot.Features.Ledger.Held;
using LeadershipBot.Features.Ledger.Lists;
using LeadershipBot.Features.Ledger.Merging;
using LeadershipBot.Features.Ledger.Mine;
using LeadershipBot.Features.Ledger.News;
using LeadershipBot.Features.Ledger.Raising;
using LeadershipBot.Features.Ledger.Said;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Asks;
using LeadershipBot.Shell.Briefing;
using LeadershipBot.Shell.Files;
using LeadershipBot.Shell.Privacy;

namespace LeadershipBot.Features.Ledger;

/// <summary>Raising something, and hearing what became of it.</summary>
internal sealed class LedgerFeature : IFeature
{
    public void Register(FeatureTable table)
    {
        table.Command<OpenRaise>("raise", forOthers: true);
        table.Verb<OpenRaiseForm>("ledger.form");
        table.Verb<SendRaise>("ledger.raise");
        table.Verb<SuggestRaise>("ledger.suggest");
        table.Verb<AskAuthor>("ledger.suggest.send");
        table.Verb<AllowRaise>("ledger.suggest.yes");
        table.Verb<DeclineRaise>("ledger.suggest.no");
        table.Verb<OpenMerge>("ledger.merge.form", ShowLedger.Readers);
        table.Verb<MergeEntry>("ledger.merge", ShowLedger.Readers);
        table.Verb<SeparateEntry>("ledger.separate", ShowLedger.Readers);
        table.Command<ShowMyRaises>("my raises", forOthers: true);
        table.Verb<ShowMyRaises>("ledger.raises");
        table.Verb<ShowMyRaise>("ledger.my");
        table.Verb<JudgeFate>("ledger.judge");
        table.Verb<OpenWords>("ledger.words");
        table.Verb<SayWords>("ledger.say");
        table.Command<ShowSaid>("you said we did", forOthers: true);
        table.Verb<ShowSaid>("ledger.said");
        table.Command<ShowLedger>("ledger", ShowLedger.Readers, forOthers: true);
        table.Verb<ShowLedger>("ledger.list");
        table.Verb<ShowEntry>("ledger.entry");
        table.Verb<OpenFate>("ledger.fate.form");
        table.Verb<SayFate>("ledger.fate");
        table.Verb<LeaveReported>("ledger.leave", ShowLedger.Readers);
        table.Verb<OpenOwner>("ledger.owner.form", ShowLedger.Readers);
        table.Verb<GiveEntry>("ledger.owner", ShowLedger.Readers);
        table.Command<TakeLedger>("export ledger", ShowLedger.Readers, listed: false, forOthers: true);
        table.Command<TakeLedger>("export ledger json", ShowLedger.Readers, listed: false, forOthers: true);
        table.AnonymousVerb<OpenAnonymous>("ledger.anonymous");
        table.AnonymousVerb<RaiseAnonymously>("ledger.anonymous.send");
        table.AnonymousVerb<OpenCode>("ledger.code");
        table.AnonymousVerb<LookUpCode>("ledger.code.look");
        table.AnonymousVerb<SayByCode>("ledger.code.say");
        table.Deliver<PassOn>(PassOn.Kind);
        table.Deliver<ListEntry>(ListEntry.Kind);
        table.Deliver<TellAuthor>(TellAuthor.Kind);
        table.Deliver<WatchEntry>(WatchEntry.Kind);
        table.Deliver<RemindOfEntry>(RemindOfEntry.Kind);
        table.Deliver<TellReport>(TellReport.Kind);
        table.Deliver<TellOwner>(TellOwner.Kind);
        table.Deliver<FinishMerging>(FinishMerging.Kind);
        table.Deliver<ReleaseMerged>(ReleaseMerged.Kind);
        table.Deliver<TellJoined>(TellJoined.Kind);
        table.Deliver<AnnounceNews>(AnnounceNews.Kind);
        table.Deliver<NoteSaid>(NoteSaid.Kind);
        table.Deliver<TellNews>(TellNews.Kind);
        table.Deliver<RecountLedger>(RecountLedger.Kind);
    }

    public void AddParts(IServiceCollection services) => services
        .AddSingleton<LedgerShelf>()
        .AddSingleton<LedgerLists>()
        .AddSingleton<LedgerTallies>()
        .AddSingleton<SaidWords>()
        .AddSingleton<IBoardPaper, SaidForBoard>()
        .AddSingleton<IBriefing, LedgerBriefing>()
        .AddSingleton<IPracticeActivity, LedgerActivity>()
        .AddSingleton<NewEntries>()
        .AddSingleton<EntryMerging>()
        .AddSingleton<MergeCards>()
        .AddSingleton<RaiseCards>()
        .AddSingleton<SuggestCards>()
        .AddSingleton<AnonymousBox>()
        .AddSingleton<AnonymousPace>()
        .AddSingleton<AnonymousCards>()
        .AddSingleton<CodeBook>()
        .AddSingleton<CodeCards>()
        .AddSingleton<RaiseMaking>()
        .AddSingleton<IWordsTaker, RaiseWords>()
        .AddSingleton<MyRaise>()
        .AddSingleton<MyRaiseCards>()
        .AddSingleton<LedgerListCard>()
        .AddSingleton<EntryCard>()
        .AddSingleton<FateCards>()
        .AddSingleton<WordsCards>()
        .AddSingleton(new Exported("export ledger", "ledger.export.title", "ledger.export.has"))
        .AddSingleton<LedgerTable>()
        .AddSingleton<LedgerData>()
        .AddSingleton<LedgerFile>(provider => provider.GetRequiredService<LedgerTable>())
        .AddSingleton<LedgerFile>(provider => provider.GetRequiredService<LedgerData>())
        .AddSingleton<IFileSource>(provider => provider.GetRequiredService<LedgerTable>())
        .AddSingleton<IFileSource>(provider => provider.GetRequiredService<LedgerData>())
        .AddSingleton<IPersonalData, LedgerHeld>()
        .AddSingleton<IRetention, LedgerRetention>();
}
