using LeadershipBot.Domain.People;
using LeadershipBot.Features.Members.Imports;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Files;

namespace LeadershipBot.Features.Members.SetUp;

/// <summary>Setting an organisation up in Teams, without a shell.</summary>
internal sealed class SetUpFeature : IFeature
{
    private const Roles Everybody = Roles.Organiser | Roles.Chair | Roles.Administrator;
    private const Roles Listing = ListReading.Listing;

    public void Register(FeatureTable table)
    {
        table.Command<ShowSetUp>("set up", Everybody, forOthers: true);
        table.Verb<ShowSetUp>("members.setUp", Everybody);
        table.Verb<ShowBodies>("members.setUp.bodies", Roles.Administrator);
        table.Verb<OpenBodyForm>("members.setUp.body", Roles.Administrator);
        table.Verb<SendBodyForm>("members.setUp.saveBody", Roles.Administrator);
        table.Verb<OfferBodies>("members.bodies", Roles.Administrator);
        table.Verb<OpenPeopleForm>("members.setUp.people", Listing);
        table.Verb<PlanPeople>("members.setUp.plan", Listing);
        table.Verb<PlanAgain>("members.setUp.again", Listing);
        table.Verb<ImportPeople>("members.setUp.import", Listing);
        table.Verb<OfferRejected>("members.setUp.rejected", Listing);
        table.Deliver<ReadList>(ReadList.Kind);
        table.Deliver<ImportList>(ImportList.Kind);
        table.Deliver<SweepList>(SweepList.Kind);
        table.AnswerFilesWith<TakeList>();
        table.Verb<OpenContactForm>("members.setUp.contact", Everybody);
        table.Verb<SendContactForm>("members.setUp.saveContact", Everybody);
        table.Verb<OpenWordsForm>("members.setUp.words", Everybody);
        table.Verb<SendWordsForm>("members.setUp.saveWords", Everybody);
    }

    public void AddParts(IServiceCollection services) => services
        .AddSingleton<ChangeOrganisation>()
        .AddSingleton<SetUpReader>()
        .AddSingleton<SetUpCards>()
        .AddSingleton<BodyForms>()
        .AddSingleton<PeopleForms>()
        .AddSingleton<KeptLists>()
        .AddSingleton<ListReading>()
        .AddSingleton<IFileSource, RejectedFile>();
}
