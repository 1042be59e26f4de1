package dev.grader.standalone;

import java.io.IOException;
import org.apache.qpid.server.SystemLauncherListener.DefaultSystemLauncherListener;
import org.apache.qpid.server.model.Broker;
import org.apache.qpid.server.model.Port;
import org.apache.qpid.server.model.State;
import org.apache.qpid.server.model.SystemConfig;
import org.apache.qpid.server.model.VirtualHostNode;
import org.jspecify.annotations.Nullable;

/** Notices what Broker-J only logs: its launcher returns normally also when nothing was started. */
final class BrokerStart extends DefaultSystemLauncherListener {
    private @Nullable RuntimeException failure;
    private @Nullable SystemConfig<?> system;

    @Override
    public void errorOnStartup(RuntimeException error) {
        failure = error;
    }

    @Override
    public void onContainerResolve(SystemConfig<?> resolved) {
        system = resolved;
    }

    /** Fails unless the port listens and the virtual host with its message store is open. */
    void check() throws IOException {
        if (failure != null) {
            throw failure;
        }
        if (system == null || !(system.getContainer() instanceof Broker<?> broker)) {
            throw new IOException("its configuration was not read");
        }
        for (Port<?> port : broker.getPorts()) {
            if (port.getState() != State.ACTIVE) {
                throw new IOException("port " + port.getPort() + " is " + port.getState());
            }
        }
        for (VirtualHostNode<?> node : broker.getVirtualHostNodes()) {
            if (node.getVirtualHost() == null || node.getVirtualHost().getState() != State.ACTIVE) {
                throw new IOException("the message store did not open");
            }
        }
    }
}
