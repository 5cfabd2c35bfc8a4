using LeadershipBot.Domain.Meetings;
using LeadershipBot.Domain.Meetings.Calendars;
using LeadershipBot.Features.Meetings.Answering;
using LeadershipBot.Features.Meetings.Arranging;
using LeadershipBot.Features.Meetings.Attendance;
using LeadershipBot.Features.Meetings.Briefing;
using LeadershipBot.Features.Meetings.Browsing;
using LeadershipBot.Features.Meetings.Calendars;
using LeadershipBot.Features.Meetings.Held;
using LeadershipBot.Features.Meetings.Interests;
using LeadershipBot.Features.Meetings.Linking;
using LeadershipBot.Features.Meetings.Registers;
using LeadershipBot.Features.Meetings.Telling;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Asks;
using LeadershipBot.Shell.Briefing;
using LeadershipBot.Shell.Files;
using LeadershipBot.Shell.Graph;
using LeadershipBot.Shell.Privacy;
using LeadershipBot.Shell.Sending;

namespace LeadershipBot.Features.Meetings;

/// <summary>Meetings by hand: who is called and comes, who was there, whether it was quorate, and who left for which item.</summary>
internal sealed class MeetingsFeature : IFeature
{
    public void Register(FeatureTable table)
    {
        table.Command<ListMeetings>("meetings", forOthers: true);
        table.Verb<ListMeetings>("meetings.list");
        table.Verb<ShowMeeting>("meetings.open");
        table.Verb<RefreshMeeting>("meetings.refresh");
        table.Verb<SayReply>("meetings.reply");
        table.Verb<OpenDeputy>("meetings.deputy.form");
        table.Verb<NameDeputy>("meetings.deputy");
        table.Verb<OpenConflict>("meetings.conflict.form");
        table.Verb<DeclareConflict>("meetings.conflict");
        table.Verb<TakeCalendar>("meetings.calendar");
        table.Verb<OpenForm>("meetings.form", Meeting.Makers);
        table.Verb<ArrangeMeeting>("meetings.arrange", Meeting.Makers);
        table.Verb<OpenCancel>("meetings.cancel.form", Meeting.Makers);
        table.Verb<CancelMeeting>("meetings.cancel", Meeting.Makers);
        table.Verb<ShowManaging>("meetings.manage", Meeting.Makers);
        table.Verb<OpenRegister>("meetings.register.form", Meeting.Makers);
        table.Verb<KeepRegister>("meetings.register", Meeting.Makers);
        table.Verb<OpenPerson>("meetings.person.form", Meeting.Makers);
        table.Verb<NotePerson>("meetings.person", Meeting.Makers);
        table.Verb<OpenAsk>("meetings.ask.form", Meeting.Makers);
        table.Verb<SayThere>("meetings.were");
        table.Verb<AskForReport>("meetings.attendance.read", Meeting.Makers);
        table.Verb<ShowMayRead>("meetings.attendance.may", Meeting.Makers);
        table.Verb<RefreshMayRead>("meetings.mayRead.refresh", Meeting.Makers);
        table.Verb<ShowCalendars>("meetings.calendars", FollowedCalendar.Readers);
        table.Verb<OpenFollow>("meetings.follow.form", FollowedCalendar.Followers);
        table.Verb<FollowCalendar>("meetings.follow", FollowedCalendar.Followers);
        table.Verb<ReadCalendar>("meetings.calendars.read", FollowedCalendar.Followers);
        table.Verb<OpenStop>("meetings.stop.form", FollowedCalendar.Followers);
        table.Verb<StopFollowing>("meetings.stop", FollowedCalendar.Followers);
        table.Verb<NoteHeld>(FeatureTable.MeetingStarted);
        table.Verb<NoteHeld>(FeatureTable.MeetingEnded);
        table.Deliver<ListMeeting>(ListMeeting.Kind);
        table.Deliver<WatchMeeting>(WatchMeeting.Kind);
        table.Deliver<TellOfMeeting>(TellOfMeeting.Kind);
        table.Deliver<UncallOthers>(UncallOthers.Kind);
        table.Deliver<PassInterestOn>(PassInterestOn.Kind);
        table.Deliver<PassBeginningOn>(PassBeginningOn.Kind);
        table.Deliver<BeginAnew>(BeginAnew.Kind);
        table.Deliver<CarryOver>(CarryOver.Kind);
        table.Deliver<LearnLink>(LearnLink.Kind);
        table.Deliver<ReadAttendance>(ReadAttendance.Kind);
        table.Deliver<SyncCalendar>(SyncCalendar.Kind, bulk: true);
    }

    public void AddParts(IServiceCollection services) => services
        .AddSingleton<MeetingShelf>()
        .AddSingleton<MeetingLines>()
        .AddSingleton<RollOrder>()
        .AddSingleton<MeetingRoll>()
        .AddSingleton<RegisterReading>()
        .AddSingleton<MeetingKeepers>()
        .AddSingleton<MeetingCards>()
        .AddSingleton<MeetingAnswers>()
        .AddSingleton<DeputyAlerts>()
        .AddSingleton<DeputyDialog>()
        .AddSingleton<ConflictDialog>()
        .AddSingleton<FormCards>()
        .AddSingleton<CancelDialog>()
        .AddSingleton<ManageCards>()
        .AddSingleton<RegisterPages>()
        .AddSingleton<RegisterDialog>()
        .AddSingleton<PersonDialog>()
        .AddSingleton<CallRounds>()
        .AddSingleton<LetLinkGo>()
        .AddSending<MeetingCall>()
        .AddSending<MeetingNews>()
        .AddSending<MeetingReminder>()
        .AddSingleton<AttendanceShelf>()
        .AddSingleton<TeamsOrganisers>()
        .AddSingleton<AttendanceGate>()
        .AddSingleton<TakeAttendance>()
        .AddSingleton<WereCards>()
        .AddSending<WereYouThere>()
        .AddSingleton<IAskSource, ReportDiffers>()
        .AddSingleton<MayReadCards>()
        .AddSingleton<MayReportBeRead>()
        .AddSingleton<IAskSource>(provider => provider.GetRequiredService<MayReportBeRead>())
        .AddSingleton<IAskSource, DeputyNews>()
        .AddSingleton<IAskSource, ReleasedNews>()
        .AddSingleton<IAskSource, DeclinedNews>()
        .AddSingleton<IAskSource, GoneNews>()
        .AddSingleton<IAskSource, NotCalledNews>()
        .AddSingleton<IAskSource, InterestNews>()
        .AddSingleton<IAskSource, RegisterAsk>()
        .AddSingleton<CarriedRows>()
        .AddSingleton<IAskSource, CarriedNews>()
        .AddSingleton<IFileSource, CalendarFile>()
        .AddSingleton<IWaiting, WaitingMeetings>()
        .AddSingleton<MeetingReport>()
        .AddSingleton<IBoardPaper, MeetingForBoard>()
        .AddSingleton<IBriefing, MeetingBriefing>()
        .AddSingleton<IPracticeActivity, MeetingActivity>()
        .AddSingleton<IGathering, WhoCame>()
        .AddSingleton<ILinkable, LinkedMeetings>()
        .AddSingleton<IReferable, MeetingItems>()
        .AddSingleton<MeetingLinks>()
        .AddSingleton<CalendarShelf>()
        .AddSingleton<CalendarReplies>()
        .AddSingleton<CalendarReading>()
        .AddSingleton<CalendarComparing>()
        .AddSingleton<CalendarSettling>()
        .AddSingleton<CalendarEnding>()
        .AddSingleton<NamedInEvents>()
        .AddSingleton<CalendarSubscribing>()
        .AddSingleton<CalendarReleasing>()
        .AddSingleton<CalendarSweeping>()
        .AddSingleton<CalendarWords>()
        .AddSingleton<CalendarTrouble>()
        .AddSingleton<IAskSource>(provider => provider.GetRequiredService<CalendarTrouble>())
        .AddSingleton<CalendarCards>()
        .AddSingleton<FollowDialog>()
        .AddSingleton<CalendarRetention>()
        .AddSingleton<IGraphNotified, HearNotifications>()
        .AddSingleton<IPersonalData, CalendarsHeld>()
        .AddSingleton<ForgetInMeeting>()
        .AddSingleton<IPersonalData, MeetingsHeld>()
        .AddSingleton<IRetention, MeetingRetention>();
}
