package io.bidlake.bench.measure;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import oshi.SystemInfo;
import oshi.hardware.CentralProcessor;
import oshi.hardware.CentralProcessor.TickType;
import oshi.software.os.OSProcess;
import oshi.software.os.OperatingSystem;

/**
 * Samples the resource usage of a contender, the servers and the machine several times a second.
 */
public final class UsageSampler implements AutoCloseable {

  private static final Duration INTERVAL = Duration.ofMillis(250);

  private final OperatingSystem system;
  private final CentralProcessor processor;
  private final Supplier<? extends Collection<Long>> contender;
  private final Supplier<? extends Collection<Long>> own;
  private final UsageLog log;
  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private final Map<Long, Double> contenderCpu = new HashMap<>();
  private final Map<Long, Double> ownCpu = new HashMap<>();

  private UsageSampler(
      Supplier<? extends Collection<Long>> contender, Supplier<? extends Collection<Long>> own) {
    SystemInfo info = new SystemInfo();
    this.system = info.getOperatingSystem();
    this.processor = info.getHardware().getProcessor();
    this.contender = contender;
    this.own = own;
    this.log = new UsageLog(processor.getLogicalProcessorCount());
  }

  /**
   * Starts sampling.
   *
   * @param contender supplies the ids of the contender's processes, which may change
   * @param own supplies the ids of the servers' processes and of this one
   */
  public static UsageSampler start(
      Supplier<? extends Collection<Long>> contender, Supplier<? extends Collection<Long>> own) {
    UsageSampler sampler = new UsageSampler(contender, own);
    var unused =
        sampler.timer.scheduleAtFixedRate(
            sampler::sample, 0, INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
    return sampler;
  }

  public UsageLog log() {
    return log;
  }

  private void sample() {
    long memory = 0;
    for (long pid : contender.get()) {
      memory += look(pid, contenderCpu);
    }
    for (long pid : own.get()) {
      look(pid, ownCpu);
    }
    log.add(
        new Sample(
            System.currentTimeMillis(), sum(contenderCpu), sum(ownCpu), machineSeconds(), memory));
  }

  /**
   * Records the CPU time of a process, which is kept after its end, and returns its resident
   * memory.
   */
  private long look(long pid, Map<Long, Double> cpu) {
    OSProcess process = system.getProcess((int) pid);
    if (process == null) {
      return 0;
    }
    cpu.put(pid, (process.getKernelTime() + process.getUserTime()) / 1000.0);
    return process.getResidentMemory();
  }

  private static double sum(Map<Long, Double> cpu) {
    return cpu.values().stream().mapToDouble(Double::doubleValue).sum();
  }

  private double machineSeconds() {
    long[] ticks = processor.getSystemCpuLoadTicks();
    long millis = 0;
    for (TickType type : TickType.values()) {
      if (type != TickType.IDLE && type != TickType.IOWAIT) {
        millis += ticks[type.getIndex()];
      }
    }
    return millis / 1000.0;
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
