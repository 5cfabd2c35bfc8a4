namespace LeadershipBot.Shell.Files;

/// <summary>The ways in and out of files, for all features.</summary>
internal sealed class FileExchange : IFeature
{
    public void Register(FeatureTable table)
    {
        table.Verb<AnswerConsent>(FeatureTable.FileAccepted);
        table.Verb<AnswerConsent>(FeatureTable.FileDeclined);
        table.Verb<GetFileLink>("files.link");
        table.Deliver<OfferFile>(OfferFile.Kind);
        table.Deliver<StoreFile>(StoreFile.Kind);
        table.Deliver<SweepFile>(SweepFile.Kind);
    }

    public void AddParts(IServiceCollection services) => services.AddSingleton<Privacy.IPersonalData, FilesHeld>();
}
