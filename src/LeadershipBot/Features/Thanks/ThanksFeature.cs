using LeadershipBot.Shell;
using LeadershipBot.Shell.Asks;
using LeadershipBot.Shell.Privacy;
using LeadershipBot.Shell.Recognition;
using LeadershipBot.Shell.Sending;

namespace LeadershipBot.Features.Thanks;

/// <summary>Thanks that name the difference made: between two, and seen by others once both agree.</summary>
internal sealed class ThanksFeature : IFeature
{
    public void Register(FeatureTable table)
    {
        table.Command<GiveThanks>("thanks", forOthers: true);
        table.Verb<OpenThanks>("thanks.form");
        table.Verb<SendThanks>("thanks.send");
        table.Verb<ShowThanks>("thanks.mine");
        table.Verb<OpenReceived>("thanks.open");
        table.Verb<PublishThanks>("thanks.publish");
        table.Verb<ConfirmThanks>("thanks.confirm");
        table.Verb<OpenGiven>("thanks.given");
        table.Verb<KeepBetweenTwo>("thanks.keep");
        table.Verb<RemoveThanks>("thanks.remove");
        table.Verb<ShowMonth>("thanks.month");
        table.Verb<ReportThanks>("thanks.report");
        table.Verb<ShowReported>("thanks.reported", ThanksGate.Moderators);
        table.Verb<OpenHide>("thanks.hide.form", ThanksGate.Moderators);
        table.Verb<HideThanks>("thanks.hide", ThanksGate.Moderators);
        table.Verb<ShowHidden>("thanks.hidden", ThanksGate.Moderators);
        table.Verb<ShowThanksAgain>("thanks.show", ThanksGate.Moderators);
        table.Deliver<TellThanked>(TellThanked.Kind);
        table.Deliver<TellGiver>(TellGiver.Kind);
        table.Deliver<TellModerators>(TellModerators.Kind);
        table.Deliver<TellReporter>(TellReporter.Kind);
        table.Deliver<ThanksDigest>(ThanksDigest.Kind);
    }

    public void AddParts(IServiceCollection services) => services
        .AddSingleton<ThanksShelf>()
        .AddSingleton<ThanksForm>()
        .AddSingleton<ThanksCards>()
        .AddSingleton<ThanksHiding>()
        .AddSingleton<MonthCards>()
        .AddSingleton<IAskSource, ReceivedThanks>()
        .AddSingleton<IAskSource, HiddenGiven>()
        .AddSingleton<IAskSource, ReportedThanks>()
        .AddSingleton<IAskSource, DecidedThanks>()
        .AddSending<ThanksOfMonth>()
        .AddSingleton<IPortfolio, ThanksInPortfolio>()
        .AddSingleton<IPersonalData, ThanksHeld>()
        .AddSingleton<IRetention, ThanksRetention>();
}
