"""Tasks of several classes that send packets to each other, in the manner of Richards: methods, dispatch, lists."""

import pyperf


class Packet:
    def __init__(self, kind, payload):
        self.kind = kind
        self.payload = payload


class Task:
    def __init__(self, scheduler, name):
        self.scheduler = scheduler
        self.name = name
        self.inbox = []
        self.handled = 0

    def ready(self):
        return len(self.inbox) > 0

    def receive(self, packet):
        self.inbox.append(packet)

    def step(self):
        packet = self.inbox.pop()
        self.handled += 1
        self.handle(packet)

    def handle(self, packet):
        raise NotImplementedError


class Worker(Task):
    def handle(self, packet):
        packet.payload = (packet.payload * 7 + 3) % 1001
        packet.kind = "device" if packet.payload & 1 else "store"
        self.scheduler.send(packet)


class Device(Task):
    def __init__(self, scheduler, name):
        super().__init__(scheduler, name)
        self.held = None

    def handle(self, packet):
        if self.held is None:
            self.held = packet
            self.scheduler.send(Packet("work", packet.payload + 1))
        else:
            held, self.held = self.held, None
            held.payload ^= packet.payload
            held.kind = "work"
            self.scheduler.send(held)


class Store(Task):
    total = 0

    def handle(self, packet):
        self.total = (self.total + packet.payload) % 65521
        packet.kind = "work"
        self.scheduler.send(packet)


class Scheduler:
    def __init__(self):
        self.tasks = {"work": Worker(self, "work"), "device": Device(self, "device"), "store": Store(self, "store")}
        self.order = list(self.tasks.values())

    def send(self, packet):
        self.tasks[packet.kind].receive(packet)

    def run(self, steps):
        done = 0
        while done < steps:
            for task in self.order:
                if task.ready():
                    task.step()
                    done += 1
        return [task.handled for task in self.order]


def run(steps):
    scheduler = Scheduler()
    for i in range(5):
        scheduler.send(Packet("work", i))
    return scheduler.run(steps), scheduler.tasks["store"].total


if __name__ == "__main__":
    pyperf.Runner().bench_func("task_scheduler", run, 40000)
