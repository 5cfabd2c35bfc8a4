using LeadershipBot.Features.Polls;
using LeadershipBot.Storage;
using LeadershipBot.Tests.Shell.Anonymous;
using LeadershipBot.Tests.Storage;
using LeadershipBot.Tests.Support;

namespace LeadershipBot.Tests.Features.Polls;

/// <summary>
/// Somebody who has every copy of everything but the key, taken after every single answer to a hundred anonymous polls,
/// learns nothing beyond the published result.
/// </summary>
public sealed class PollAttackerTests : WholeApp
{
    private const int Polls = 100;
    private const int Towns = 20;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_copy_of_a_SQLite_file_its_log_the_exports_and_all_that_is_logged_tells_nothing()
    {
        using var keys = new TemporaryFolder();
        using var box = await PollBox.StartAsync(StartAsync, null, keys.File("key"), people: 60);
        var polls = TrialAsk.Some(Polls, PollTrial.Organisation + ".trial-", rollMax: 30, box.Town, new Random(1));
        using var copier = new SqliteCopier(box.Store, PollRows.Table, box.StorePath);

        var attacker = await Trial.RunAsync(box, copier, polls, Token);

        Assert.Equal(polls.Sum(poll => poll.Answers.Count), attacker.Answers);
        Assert.Empty(attacker.Findings());
        Assert.Empty(box.Tellings);
    }

    [Fact]
    public async Task Every_copy_of_Azure_Tables_with_its_time_stamps_tells_nothing()
    {
        var (attacker, emulator) = (new Attacker(), await Azurite.StartOwnAsync());
        for (var town = 0; town < Towns; town++) // the emulator looks at every row of an account, so that many polls in one would take long
        {
            var azurite = emulator.Account(town + 1);
            using var keys = new TemporaryFolder();
            using var copier = new AzureCopier(azurite, PollRows.Table);
            var store = AzureTablesRecordStore.FromConnectionString(azurite.ConnectionString, Azurite.Patient());
            using var box = await PollBox.StartAsync(StartAsync, store, keys.File("key"), people: 24);

            await Trial.RunAsync(box, copier, TrialAsk.Some(Polls / Towns, $"{PollTrial.Organisation}.trial-{town}-", rollMax: 12, box.Town, new Random(2 + town)), attacker, Token);

            Assert.Empty(box.Tellings);
        }

        Assert.Empty(attacker.Findings());
    }
}
