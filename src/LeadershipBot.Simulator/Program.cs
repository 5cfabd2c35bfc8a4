using LeadershipBot.Simulator;

return await Newcomer.RunAsync(args);
