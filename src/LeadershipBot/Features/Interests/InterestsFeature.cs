using LeadershipBot.Features.Interests.Held;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Asks;
using LeadershipBot.Shell.Files;
using LeadershipBot.Shell.Privacy;

namespace LeadershipBot.Features.Interests;

/// <summary>Declaring interests, keeping them right, and reading the register.</summary>
internal sealed class InterestsFeature : IFeature
{
    public void Register(FeatureTable table)
    {
        table.Command<ShowInterests>("interests", forOthers: true);
        table.Verb<ShowInterests>("interests.mine");
        table.Verb<OpenInterestForm>("interests.form");
        table.Verb<OpenInterestForm>(InterestQuestion.Verb);
        table.Verb<DeclareInterest>("interests.declare");
        table.Verb<OpenInterestEnd>("interests.end");
        table.Verb<EndInterest>("interests.ended");
        table.Verb<StateInterests>(StateInterests.NothingVerb);
        table.Verb<StateInterests>(StateInterests.UnchangedVerb);
        table.Verb<ShowRegister>("interests.register");
        table.Command<TakeRegister>("export interests", RegisterFile.Takers, listed: false, forOthers: true);
        table.Verb<TakeRegister>("interests.file", RegisterFile.Takers);
        table.Deliver<ReviewInterests>(ReviewInterests.Kind);
        table.Deliver<ReviewOrganisations>(ReviewOrganisations.Kind);
    }

    public void AddParts(IServiceCollection services) => services
        .AddSingleton<InterestShelf>()
        .AddSingleton<IDeclaredInterests, DeclaredInterests>()
        .AddSingleton<InterestMaking>()
        .AddSingleton<InterestCards>()
        .AddSingleton<InterestRegister>()
        .AddSingleton<RegisterCard>()
        .AddSingleton<IAskSource, PromptForInterests>()
        .AddSingleton<RegisterFile>()
        .AddSingleton(new Exported("export interests", "exports.interests", "exports.interests.has"))
        .AddSingleton<IFileSource>(provider => provider.GetRequiredService<RegisterFile>())
        .AddSingleton<IPersonalData, InterestsHeld>()
        .AddSingleton<IRetention, InterestRetention>()
        .AddHostedService<ReviewInterestsDaily>();
}
