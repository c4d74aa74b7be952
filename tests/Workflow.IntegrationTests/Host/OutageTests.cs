using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Workflow.Host.Commands;
using Workflow.Host.Serve;
using Workflow.Runtime;
using Xunit;

namespace Workflow.IntegrationTests.Host;

public sealed class OutageTests
{
    [Fact]
    public void Pauses_DoubleFromASecondToHalfAMinute_Jittered_AndBeginAnewAfterASuccess()
    {
        var steady = new[] { 1, 2, 4, 8, 16, 30, 30, 30 };
        var backOff = new OutageBackOff(new Random(7));
        var first = steady.Select(_ => backOff.Failed().TotalSeconds).ToList();
        backOff.Succeeded();
        var second = steady.Select(_ => backOff.Failed().TotalSeconds).ToList();

        foreach (var pauses in new[] { first, second })
        {
            for (var i = 0; i < steady.Length; i++)
                pauses[i].ShouldBeInRange(steady[i] * 0.75, steady[i] * 1.25);
        }

        first.Zip(second).ShouldAllBe(pair => Math.Abs(pair.First - pair.Second) > 0.001);
    }

    [Fact]
    public async Task ALoopWhoseDatabaseIsAway_TriesAFewTimesInAMinute_AndGoesOnWhenItIsBack()
    {
        var time = new FakeTimeProvider();
        using var loop = new Loop(time) { IsAway = true };
        await loop.StartAsync(TestContext.Current.CancellationToken);
        for (var second = 0; second < 60; second++)
        {
            await loop.PausedAsync();
            time.Advance(TimeSpan.FromSeconds(1));
        }

        await loop.PausedAsync();
        loop.Rounds.ShouldBeInRange(5, 8);

        loop.IsAway = false;
        time.Advance(TimeSpan.FromSeconds(60));
        await loop.Back.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        await loop.StopAsync(CancellationToken.None);
    }

    [Fact]
    public void OnlyPostgres_MayHaveSeveralHosts_AndNeverOnAVirtualClock()
    {
        var postgres = DatabaseOptions.From("Host=db;Database=forum;Password=a b", "x.db");
        postgres.SeveralHosts.ShouldBeTrue();
        postgres.ConnectionString.ShouldContain("idle_in_transaction_session_timeout");
        new Npgsql.NpgsqlConnectionStringBuilder(postgres.ConnectionString).Password.ShouldBe("a b");
        DatabaseOptions.From("Host=db;Options=-c x=1", "x.db").ConnectionString.ShouldNotContain("idle_in_transaction");
        DatabaseOptions.OnVirtualClock("Host=db", "x.db").SeveralHosts.ShouldBeFalse();
        DatabaseOptions.From(null, "x.db").ShouldSatisfyAllConditions(
            options => options.SeveralHosts.ShouldBeFalse(), options => options.Database.ShouldBe(DatabaseKind.Sqlite));
    }

    private sealed class Loop(CountingTime time) : OutageLoop(time, NullLogger.Instance, new Random(3))
    {
        public Loop(FakeTimeProvider clock)
            : this(new CountingTime(clock))
        {
        }

        public volatile bool IsAway;

        public int Rounds { get; private set; }

        public TaskCompletionSource Back { get; } = new();

        /// <summary>Until the loop sleeps on the clock.</summary>
        public async Task PausedAsync()
        {
            while (time.Sleeping == 0)
                await Task.Yield();
        }

        protected override Task RoundAsync(CancellationToken stoppingToken)
        {
            Rounds++;
            if (IsAway)
                throw new TimeoutException("The database is away.");
            Back.TrySetResult();
            return Task.Delay(Timeout.InfiniteTimeSpan, stoppingToken);
        }
    }

    /// <summary>Knows how many sleep on it.</summary>
    private sealed class CountingTime(FakeTimeProvider clock) : TimeProvider
    {
        private int _sleeping;

        public int Sleeping => Volatile.Read(ref _sleeping);

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = clock.CreateTimer(
                inner =>
                {
                    Interlocked.Decrement(ref _sleeping);
                    callback(inner);
                },
                state, dueTime, period);
            // Only now: whoever is told of a sleeper moves the clock at once.
            Interlocked.Increment(ref _sleeping);
            return timer;
        }
    }
}
